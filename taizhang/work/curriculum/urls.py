"""Addresses of curriculum. A record type ``curriculum.<noun>`` opens at the address of that name with the record's number."""

from django.urls import path

from taizhang.work.curriculum import views

app_name = "curriculum"

urlpatterns = [
    path("programmes/<int:record>/", views.materials.catalogue, name="catalogue"),
    path("programmes/<int:record>/new/", views.materials.add, name="add_material"),
    path("programmes/<int:record>/panel/", views.panels.programme_panel, name="programme_panel"),
    path("programmes/<int:record>/topics/", views.topics.topics, name="topics"),
    path("programmes/<int:record>/topics/new/", views.topics.add, name="add_topic"),
    path("materials/<int:record>/", views.materials.material, name="material"),
    path("materials/<int:record>/change/", views.materials.change, name="change_material"),
    path("materials/<int:record>/withdraw/", views.materials.withdraw, name="withdraw_material"),
    path("materials/<int:record>/version/", views.materials.add_version, name="add_version"),
    path("materials/<int:record>/read/", views.readings.read, name="read"),
    path("materials/<int:record>/unread/", views.readings.unread, name="unread"),
    path("topics/<int:record>/", views.topics.topic, name="topic"),
    path("topics/<int:record>/change/", views.topics.change, name="change_topic"),
    path("topics/<int:record>/withdraw/", views.topics.withdraw, name="withdraw_topic"),
    path("units/<int:unit>/topics/<int:record>/", views.topics.unit_topics, name="unit_topics"),
    path("units/<int:unit>/topics/<int:record>/own/", views.topics.add_own, name="add_own_topic"),
    path("units/<int:unit>/readings/", views.readings.unit_readings, name="unit_readings"),
    path("units/<int:unit>/panel/", views.panels.branch_panel, name="branch_panel"),
    path("materials/<int:record>/gap/", views.private.gap, name="gap"),
    path("units/<int:unit>/notes/", views.notes.sheet, name="note_sheet"),
    path("units/<int:unit>/checks/new/", views.notes.add_check, name="add_check"),
    path("units/<int:unit>/concerns/", views.private.concerns, name="concerns"),
    path("concerns/<int:flag>/settle/", views.private.settle, name="settle_concern"),
    path("notes/new/", views.notes.write, name="write_note"),
    path("people/<int:person>/notes/", views.panels.notes_panel, name="notes_panel"),
    path("notes/<int:record>/", views.notes.note, name="note"),
    path("notes/<int:record>/withdraw/", views.notes.withdraw, name="withdraw_note"),
    path("rounds/<int:record>/", views.notes.note_round, name="note_round"),
    path("checks/<int:record>/", views.notes.self_check, name="self_check"),
    path("checks/<int:record>/withdraw/", views.notes.withdraw_check, name="withdraw_check"),
    path("mine/", views.readings.mine, name="mine"),
    path("mine/panel/", views.panels.my_panel, name="my_panel"),
]
