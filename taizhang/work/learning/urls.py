"""Addresses of learning. A record type ``learning.<noun>`` opens at the address of that name with the record's number."""

from django.urls import path

from taizhang.work.learning import views

app_name = "learning"

urlpatterns = [
    path("units/<int:unit>/", views.sessions.sessions, name="sessions"),
    path("units/<int:unit>/plan/", views.sessions.plan, name="plan"),
    path("units/<int:unit>/panel/", views.panels.branch_panel, name="branch_panel"),
    path("units/<int:unit>/from-below/", views.panels.unit_panel, name="unit_panel"),
    path("units/<int:unit>/chain/", views.chain.of_unit, name="unit_chain"),
    path("people/<int:person>/chain/", views.chain.of_person, name="chain"),
    path("programmes/<int:programme>/make-ups/", views.chain.accepted, name="accepted_make_ups"),
    path("units/<int:unit>/make-ups/", views.study.make_ups, name="make_ups"),
    path("sessions/<int:record>/", views.sessions.session, name="session"),
    path("sessions/<int:record>/change/", views.sessions.change, name="change"),
    path("sessions/<int:record>/withdraw/", views.sessions.withdraw, name="withdraw"),
    path("sessions/<int:record>/sheet/", views.rollcall.sheet, name="sheet"),
    path("sessions/<int:record>/sheet/read/", views.rollcall.read_file, name="read_sheet"),
    path("sessions/<int:record>/roll-call/", views.rollcall.roll_call, name="roll_call"),
    path("sessions/<int:record>/restate/", views.rollcall.restate, name="restate"),
    path("sessions/<int:record>/link/", views.linking.link, name="link"),
    path("units/<int:unit>/codes/", views.codes.switch, name="switch_codes"),
    path("sessions/<int:record>/wall/", views.codes.wall, name="wall"),
    path("sessions/<int:record>/code/", views.codes.code, name="code"),
    path("sessions/<int:record>/here/<str:code>/", views.codes.here, name="here"),
    path("sessions/<int:record>/take-back/", views.rollcall.take_back, name="take_back_roll_call"),
    path("sessions/<int:record>/answer/", views.agreeing.answer, name="answer"),
    path("sessions/<int:record>/leave/", views.leave.ask, name="ask_leave"),
    path("sessions/<int:record>/tell/", views.accounts.tell, name="tell"),
    path("units/<int:unit>/empty/", views.accounts.empty, name="empty"),
    path("units/<int:unit>/lectures/", views.accounts.lectures, name="lectures"),
    path("units/<int:unit>/experts/new/", views.accounts.add_expert, name="add_expert"),
    path("experts/<int:expert>/withdraw/", views.accounts.withdraw_expert, name="withdraw_expert"),
    path("leave/<int:leave>/decide/", views.leave.decide, name="decide_leave"),
    path("leave/<int:leave>/take-back/", views.leave.take_back, name="take_back_leave"),
    path("make-ups/<int:record>/", views.study.make_up, name="make_up"),
    path("make-ups/<int:record>/withdraw/", views.study.withdraw_make_up, name="withdraw_make_up"),
    path("self-study/new/", views.study.add_self_study, name="add_self_study"),
    path("self-study/<int:record>/", views.study.self_study, name="self_study"),
    path("self-study/<int:record>/withdraw/", views.study.withdraw_self_study, name="withdraw_self_study"),
    path("essays/new/", views.essays.hand_in, name="hand_in_essay"),
    path("essays/<int:record>/", views.essays.essay, name="essay"),
    path("programmes/<int:record>/essays/", views.essays.essay_rules, name="essay_rules"),
    path("units/<int:unit>/oral-answers/", views.essays.oral_answers, name="oral_answers"),
    path("oral-answers/<int:record>/", views.essays.oral_answer, name="oral_answer"),
    path("me/", views.panels.my_panel, name="my_panel"),
]
