from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "taizhang.ground.duties"
    label = "duties"
