from django.apps import AppConfig


class TravelConfig(AppConfig):
    name = "taizhang.work.travel"
