"""Addresses of leaders' travel. A record of type ``travel.trip`` has its page at ``travel:trip``."""

from django.urls import path

from taizhang.work.travel import views

app_name = "travel"

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("me/", views.my_panel, name="my_panel"),
    path("waiting/", views.waiting_panel, name="waiting_panel"),
    path("units/<int:unit>/", views.trips, name="trips"),
    path("programmes/<int:programme>/", views.restrict, name="restrict"),
    path("<int:record>/", views.trip, name="trip"),
    path("<int:record>/consent/", views.consent, name="consent"),
    path("<int:record>/decide/", views.decide, name="decide"),
    path("<int:record>/return/", views.note_return, name="note_return"),
    path("<int:record>/close/", views.close, name="close"),
]
