"""Addresses of the door."""

from django.urls import path

from taizhang.ground.people import line, views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("link/<str:token>/", views.link, name="link"),
    path("line/", line.line, name="line"),
    path("line/lost/", line.lost, name="lost"),
    path("to-send/", line.to_send, name="to_send"),
    path("password/", views.password, name="password"),
]
