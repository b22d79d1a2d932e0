"""Addresses of the calendar."""

from django.urls import path

from taizhang.ground.calendar import views

app_name = "calendar"

urlpatterns = [
    path("calendar/feed/<str:token>.ics", views.feed, name="feed"),
    path("calendar/mine/", views.my_feed, name="my_feed"),
    path("calendar/units/<int:unit>/", views.unit_feed, name="unit_feed"),
    path("calendar/near/<int:record>/", views.near, name="near"),
    path("calendar/units/<int:unit>/busy/", views.busy, name="busy"),
]
