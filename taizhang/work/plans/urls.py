"""Addresses of plans. The record type ``plans.plan`` opens at the address of that name with the record's number."""

from django.urls import path

from taizhang.work.plans import views

app_name = "plans"

urlpatterns = [
    path("units/<int:unit>/", views.units.unit_plans, name="unit"),
    path("units/<int:unit>/begin/", views.units.begin, name="begin"),
    path("units/<int:unit>/panel/", views.panels.unit_panel, name="unit_panel"),
    path("units/<int:unit>/business/", views.business.events, name="events"),
    path("units/<int:unit>/working-time/", views.business.working_time, name="working_time"),
    path("business/<int:record>/", views.business.event, name="event"),
    path("business/<int:record>/withdraw/", views.business.withdraw, name="withdraw_event"),
    path("waiting/", views.panels.waiting_panel, name="waiting_panel"),
    path("programmes/<int:programme>/", views.overview.overview, name="overview"),
    path("<int:record>/", views.plans.plan, name="plan"),
    path("<int:record>/frame/", views.plans.frame, name="frame"),
    path("<int:record>/items/new/", views.plans.new_item, name="new_item"),
    path("<int:record>/items/<int:number>/", views.plans.item, name="item"),
    path("<int:record>/items/<int:number>/remove/", views.plans.remove, name="remove_item"),
    path("<int:record>/hand-in/", views.deciding.hand_in, name="hand_in"),
    path("<int:record>/decide/", views.deciding.decide, name="decide"),
    path("<int:record>/revise/", views.deciding.revise, name="revise"),
    path("<int:record>/items/<int:number>/check/", views.following.check, name="check"),
    path("<int:record>/checks/<int:check>/", views.following.restate, name="restate_check"),
    path("<int:record>/ties/new/", views.following.tie, name="tie"),
    path("<int:record>/ties/<int:number>/remove/", views.following.untie, name="untie"),
]
