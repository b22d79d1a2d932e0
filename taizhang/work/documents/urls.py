"""Addresses of documents. A record type ``documents.<noun>`` opens at the address of that name with its number."""

from django.urls import path

from taizhang.work.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.register.documents, name="documents"),
    path("series/new/", views.drafting.new_series, name="new_series"),
    path("new/", views.drafting.new, name="new"),
    path("<int:record>/", views.register.document, name="document"),
    path("<int:record>/sheet/", views.register.sheet, name="sheet"),
    path("<int:record>/annexes/<int:number>/", views.register.annex, name="annex"),
    path("<int:record>/annexes/<int:number>/remove/", views.drafting.remove_annex, name="remove_annex"),
    path("<int:record>/change/", views.drafting.change, name="change"),
    path("<int:record>/tasks/new/", views.drafting.add_task, name="add_task"),
    path("<int:record>/issue/", views.drafting.issue, name="issue"),
    path("<int:record>/revoke/", views.drafting.revoke, name="revoke"),
    path("<int:record>/send/", views.sending.send, name="send"),
    path("tasks/<int:record>/", views.register.task, name="task"),
    path("tasks/<int:record>/remove/", views.drafting.remove_task, name="remove_task"),
    path("units/<int:unit>/", views.papers.inbox, name="inbox"),
    path("units/<int:unit>/panel/", views.papers.panel, name="panel"),
    path("units/<int:unit>/papers/<int:record>/", views.papers.confirm, name="confirm"),
    path("units/<int:unit>/tasks/<int:record>/", views.papers.done, name="done"),
]
