"""Addresses of the door."""

from django.urls import path

from taizhang.ground.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("link/<str:token>/", views.link, name="link"),
    path("password/", views.password, name="password"),
]
