from django.apps import AppConfig


class ContactPointsConfig(AppConfig):
    name = "taizhang.work.contact_points"
