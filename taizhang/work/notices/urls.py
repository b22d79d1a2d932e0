"""Addresses of notices and programmes. Each stands under the number of its record, as every record does."""

from django.urls import path

from taizhang.work.notices import assistant_views, programme_views, views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/waiting/", views.waiting_panel, name="waiting_panel"),
    path("notices/new/", views.receive, name="receive"),
    path("notices/<int:record>/", views.notice, name="notice"),
    path("notices/<int:record>/progress/", views.progress, name="progress"),
    path("notices/<int:record>/file/", views.file, name="file"),
    path("notices/<int:record>/accept/", views.decide_many, name="decide_many"),
    path("notices/<int:record>/assistant/", assistant_views.assistant, name="assistant"),
    path("notices/<int:record>/assistant/progress/", assistant_views.progress, name="assistant_progress"),
    path("notices/<int:record>/answer/", views.answer, name="answer"),
    path("notices/<int:record>/together/<slug:group>/", views.decide_together, name="decide_together"),
    path("notices/<int:record>/add/", views.add_item, name="add_item"),
    path("notices/<int:record>/<int:number>/", views.decide, name="decide"),
    path("notices/<int:record>/<int:number>/edit/", views.edit_item, name="edit_item"),
    path("notices/items/<int:record>/", views.item, name="item"),
    path("programmes/", programme_views.programmes, name="programmes"),
    path("programmes/<int:record>/", programme_views.programme, name="programme"),
    path("programmes/<int:record>/decisions/", programme_views.decisions, name="decisions"),
    path("programmes/<int:record>/phases/<int:number>/extend/", programme_views.extend, name="extend_phase"),
]
