from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "taizhang.flows"
    label = "flows"
