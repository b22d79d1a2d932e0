from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "taizhang.metrics"
    label = "metrics"
