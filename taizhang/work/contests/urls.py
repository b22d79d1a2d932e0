"""Addresses of knowledge contests. A record of type ``contests.contest`` has its page at ``contests:contest``."""

from django.urls import path

from taizhang.work.contests import views

app_name = "contests"

urlpatterns = [
    path("me/", views.my_panel, name="my_panel"),
    path("units/<int:unit>/", views.contests, name="contests"),
    path("units/<int:unit>/panel/", views.unit_panel, name="unit_panel"),
    path("units/<int:unit>/plan/", views.plan, name="plan"),
    path("units/<int:unit>/bank/", views.bank, name="bank"),
    path("units/<int:unit>/bank/export/", views.export_bank, name="export_bank"),
    path("units/<int:unit>/bank/import/", views.import_bank, name="import_bank"),
    path("<int:record>/", views.contest, name="contest"),
    path("<int:record>/join/<int:unit>/", views.join, name="join"),
    path("<int:record>/open-round/", views.open_round, name="open_round"),
    path("<int:record>/end-round/", views.end_round, name="end_round"),
    path("<int:record>/answer/", views.answer, name="answer"),
    path("<int:record>/rounds/<int:number>/own/", views.own_sheet, name="own_sheet"),
    path("<int:record>/rounds/<int:number>/paper/<int:unit>/", views.paper, name="paper"),
    path("<int:record>/close/", views.close, name="close"),
    path("<int:record>/restate/", views.restate, name="restate"),
    path("<int:record>/take-back/", views.take_back, name="take_back"),
]
