from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "taizhang.work.notices"
    label = "notices"
