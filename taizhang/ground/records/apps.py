from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "taizhang.ground.records"
    label = "records"
