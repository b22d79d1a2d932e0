from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "taizhang.ground.people"
    label = "people"
