from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "taizhang.work.contests"
