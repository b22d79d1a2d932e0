from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "taizhang.ui"
    label = "ui"
