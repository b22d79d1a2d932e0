from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "taizhang.metrics"
    label = "metrics"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from taizhang.metrics import checks  # noqa: F401
