from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "taizhang.work.changes"
