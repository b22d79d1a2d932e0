from django.apps import AppConfig


class RollsConfig(AppConfig):
    name = "taizhang.work.rolls"
    label = "rolls"
