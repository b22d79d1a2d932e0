from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "taizhang.ground.messages"
    label = "ground_messages"
