from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "taizhang.work.membership"
