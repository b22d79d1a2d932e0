from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "taizhang.ground.programmes"
    label = "programmes"
