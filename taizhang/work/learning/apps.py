from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "taizhang.work.learning"
