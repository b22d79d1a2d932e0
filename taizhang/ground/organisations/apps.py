from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "taizhang.ground.organisations"
    label = "organisations"
