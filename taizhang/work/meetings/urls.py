"""Addresses of meetings. A record of type ``meetings.meeting`` has its page at ``meetings:meeting``, and so on."""

from django.urls import path

from taizhang.work.meetings import views

app_name = "meetings"

urlpatterns = [
    path("units/<int:unit>/", views.meetings.meetings, name="meetings"),
    path("units/<int:unit>/plan/", views.meetings.plan, name="plan"),
    path("units/<int:unit>/tasks/", views.tasks.tasks, name="tasks"),
    path("units/<int:unit>/panel/", views.panels.unit_panel, name="unit_panel"),
    path("people/<int:person>/leads/", views.panels.leads_panel, name="leads_panel"),
    path("me/", views.panels.my_panel, name="my_panel"),
    path("<int:record>/", views.meetings.meeting, name="meeting"),
    path("<int:record>/change/", views.meetings.change, name="change"),
    path("<int:record>/hold/", views.holding.hold, name="hold"),
    path("<int:record>/restate/", views.holding.restate, name="restate"),
    path("<int:record>/withdraw/", views.holding.withdraw, name="withdraw"),
    path("<int:record>/speakers/", views.speeches.ask, name="ask_for_speech"),
    path("<int:record>/tasks/new/", views.tasks.assign, name="assign_task"),
    path("<int:record>/link/", views.linking.link, name="link"),
    path("<int:record>/self-look/", views.looking.look, name="look"),
    path("self-looks/<int:record>/", views.looking.self_look, name="self_look"),
    path("speeches/<int:record>/", views.speeches.speech, name="speech"),
    path("tasks/<int:record>/", views.tasks.task, name="task"),
    path("tasks/<int:record>/withdraw/", views.tasks.withdraw, name="withdraw_task"),
    path("programmes/<int:programme>/", views.board.board, name="board"),
    path("programmes/<int:programme>/cycle/", views.board.set_cycle, name="set_cycle"),
]
