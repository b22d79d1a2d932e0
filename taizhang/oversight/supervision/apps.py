from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "taizhang.oversight.supervision"
