from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "taizhang.ground.jobs"
    label = "jobs"
