from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "taizhang.ground.materials"
    label = "materials"
