from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "taizhang.work.documents"
