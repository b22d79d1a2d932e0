from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "taizhang.ground.calendar"
    label = "calendar"
