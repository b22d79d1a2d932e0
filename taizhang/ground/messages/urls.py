"""Addresses of what people say to us."""

from django.urls import path

from taizhang.ground.messages import views

app_name = "ground_messages"
urlpatterns = [
    path("burden/", views.say_burden, name="say_burden"),
    path("burden/said/", views.burdens, name="burdens"),
    path("burden/said/answer/", views.answer_burden, name="answer_burden"),
    path("burden/answers/", views.answers, name="answers"),
    path("objections/", views.waiting, name="waiting"),
    path("objections/about/", views.objections, name="objections"),
    path("objections/raise/", views.raise_objection, name="raise_objection"),
    path("objections/<int:objection>/answer/", views.answer_objection, name="answer_objection"),
]
