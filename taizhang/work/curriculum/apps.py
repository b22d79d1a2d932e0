from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "taizhang.work.curriculum"
    label = "curriculum"
