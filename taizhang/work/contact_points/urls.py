"""Addresses of leaders' contact points. The records have their pages at ``point``, ``visit`` and ``problem``."""

from django.urls import path

from taizhang.work.contact_points import views

app_name = "contact_points"

urlpatterns = [
    path("me/", views.my_panel, name="my_panel"),
    path("units/<int:unit>/panel/", views.unit_panel, name="unit_panel"),
    path("programmes/<int:programme>/", views.board, name="board"),
    path("programmes/<int:programme>/assign/", views.assign, name="assign"),
    path("<int:record>/", views.point, name="point"),
    path("<int:record>/visited/", views.note_visit, name="note_visit"),
    path("<int:record>/end/", views.release, name="release"),
    path("visits/<int:record>/", views.visit, name="visit"),
    path("visits/<int:record>/anew/", views.restate, name="restate"),
    path("visits/<int:record>/back/", views.withdraw_visit, name="withdraw_visit"),
    path("problems/<int:record>/", views.problem, name="problem"),
    path("problems/<int:record>/back/", views.withdraw_problem, name="withdraw_problem"),
]
