"""Addresses of supervision. A record of type ``supervision.sample`` has its page at ``supervision:sample``, and so on."""

from django.urls import path

from taizhang.oversight.supervision import views

app_name = "supervision"

urlpatterns = [
    path("", views.watched_panel, name="watched_panel"),
    path("units/<int:unit>/", views.samples, name="samples"),
    path("units/<int:unit>/new/", views.publish, name="publish"),
    path("units/<int:unit>/panel/", views.unit_panel, name="unit_panel"),
    path("samples/<int:record>/", views.sample, name="sample"),
    path("samples/<int:record>/list.txt", views.candidates, name="candidates"),
    path("samples/<int:record>/draw/", views.draw, name="draw"),
    path("samples/<int:record>/withdraw/", views.withdraw, name="withdraw"),
    path("samples/<int:record>/findings/new/", views.note, name="note"),
    path("findings/<int:record>/", views.finding, name="finding"),
    path("findings/<int:record>/withdraw/", views.withdraw_finding, name="withdraw_finding"),
]
