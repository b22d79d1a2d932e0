"""Addresses of notices and programmes. Each stands under the number of its record, as every record does."""

from django.urls import path

from taizhang.work.notices import annex_views, assistant_views, programme_views, views
from taizhang.work.notices.frame import views as frame
from taizhang.work.notices.tags import views as tags

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/waiting/", views.waiting_panel, name="waiting_panel"),
    path("notices/new/", views.receive, name="receive"),
    path("notices/<int:record>/", views.notice, name="notice"),
    path("notices/<int:record>/progress/", views.progress, name="progress"),
    path("notices/<int:record>/file/", views.file, name="file"),
    path("notices/<int:record>/annexes/new/", annex_views.take, name="take_annex"),
    path("notices/<int:record>/annexes/<int:number>/", annex_views.annex, name="annex"),
    path("notices/<int:record>/annexes/<int:number>/file/", annex_views.file, name="annex_file"),
    path("notices/<int:record>/annexes/<int:number>/<int:change>/", annex_views.decide, name="decide_step_change"),
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
    path("notices/<int:record>/leave-open/", views.leave_open, name="leave_open"),
    path("notices/<int:record>/template/", views.choose_template, name="choose_template"),
    path("programmes/templates/", views.programme_templates, name="programme_templates"),
    path("programmes/<int:record>/", programme_views.programme, name="programme"),
    path("programmes/<int:record>/decisions/", programme_views.decisions, name="decisions"),
    path("programmes/<int:record>/phases/<int:number>/extend/", programme_views.extend, name="extend_phase"),
    path("programmes/<int:record>/phases/<int:number>/steps/<int:step>/extend/", frame.extend_step, name="extend_step"),
    path("programmes/<int:record>/lists/new/", frame.add_list, name="add_list"),
    path("programmes/<int:record>/aims/", frame.aims, name="state_aims"),
    path("programmes/<int:record>/tasks/new/", frame.place_task, name="place_task"),
    path("programmes/<int:record>/consolidation/", frame.consolidate, name="add_consolidation"),
    path("programmes/<int:record>/completion/", frame.complete, name="assess_completion"),
    path("programmes/<int:record>/activities/new/", frame.add_activity, name="add_activity"),
    path("activities/<int:record>/", frame.activity, name="activity"),
    path("lists/<int:number>/", frame.named_list, name="named_list"),
    path("lists/<int:number>/change/", frame.change_list, name="change_list"),
    path("key-points/", frame.all_key_points, name="all_key_points"),
    path("key-points/<int:record>/", frame.key_points, name="key_points"),
    path("key-points/<int:record>/lists/new/", frame.add_key_list, name="add_key_list"),
    path("units/<int:unit>/guidance/", frame.guidance, name="guidance"),
    path("records/<int:record>/serves/", tags.tags, name="tags"),
    path("served/<slug:target>/", tags.tagged, name="tagged"),
]
