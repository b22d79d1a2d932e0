"""Addresses of keeping in touch and of taking in. Attempts, steps and routines done have their pages under their records."""

from django.urls import path

from taizhang.work.membership import views

app_name = "membership"

urlpatterns = [
    path("report/", views.report_in, name="report_in"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/panel/", views.waiting_panel, name="waiting_panel"),
    path("reports/<int:report>/pass/", views.pass_on, name="pass_on"),
    path("reports/<int:report>/close/", views.close, name="close"),
    path("reports/<int:report>/met/", views.meet, name="meet"),
    path("units/<int:unit>/panel/", views.branch_panel, name="branch_panel"),
    path("units/<int:unit>/contacts/", views.contacts, name="contacts"),
    path("units/<int:unit>/routines/", views.routines, name="routines"),
    path("units/<int:unit>/routines/new/", views.set_routine, name="set_routine"),
    path("units/<int:unit>/candidates/", views.candidates, name="candidates"),
    path("people/<int:person>/attempt/", views.note, name="note"),
    path("people/<int:person>/step/", views.pass_step, name="pass_step"),
    path("routines/<int:routine>/done/", views.do_routine, name="do_routine"),
    path("routines/<int:routine>/stop/", views.stop_routine, name="stop_routine"),
    path("attempts/<int:record>/", views.entry, name="attempt"),
    path("steps/<int:record>/", views.entry, name="step"),
    path("done/<int:record>/", views.entry, name="done"),
    path("entries/<int:record>/back/", views.take_back, name="take_back"),
    path("entries/<int:record>/files/<int:file>/", views.file, name="file"),
]
