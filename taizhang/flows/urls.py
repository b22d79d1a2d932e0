"""Addresses of the flows; lower pages take them in by name."""

from django.urls import path

from taizhang.flows import adopt_draft, change_requirement, erase_person, mobilised, read_alone
from taizhang.flows.directives import views as directives
from taizhang.flows.handover import views as handover
from taizhang.flows.owed import views as owed
from taizhang.flows.supplement import panels as changes
from taizhang.flows.supplement import views as supplement

app_name = "flows"
urlpatterns = [
    path("notices/<int:record>/adopt/", adopt_draft.adopt, name="adopt_draft"),
    path("notices/<int:record>/adopt/button/", adopt_draft.button, name="adopt_draft_button"),
    path(
        "programmes/<int:record>/requirements/<int:number>/change/",
        change_requirement.change,
        name="change_requirement",
    ),
    path("people/<int:number>/erase/", erase_person.erase, name="erase_person"),
    path("people/<int:number>/erase/button/", erase_person.button, name="erase_button"),
    path("branch/<int:unit>/owed/", owed.owed, name="owed"),
    path("branch/<int:unit>/owed/panel/", owed.panel, name="owed_panel"),
    path("branch/<int:unit>/hand-over/", handover.page, name="hand_over"),
    path("branch/<int:unit>/hand-over/panel/", handover.handed_panel, name="handed_panel"),
    path("my/matters/", handover.my_panel, name="my_matters"),
    path("materials/<int:record>/read-alone/", read_alone.page, name="read_alone"),
    path("notices/<int:record>/compare/", supplement.compare, name="compare"),
    path("notices/<int:record>/compare/button/", supplement.button, name="compare_button"),
    path("changes/<int:record>/", supplement.change_set, name="change_set"),
    path("changes/<int:record>/accept/", supplement.accept_all, name="accept_changes"),
    path("changes/<int:record>/adopt/", supplement.adopt, name="adopt_changes"),
    path("changes/<int:record>/drop/", supplement.drop, name="drop_comparison"),
    path("changes/<int:record>/<int:number>/", supplement.decide, name="decide_change"),
    path("changes/<int:record>/<int:number>/edit/", supplement.edit, name="edit_change"),
    path("changes/deadlines/<int:record>/", supplement.deadline, name="changed_deadline"),
    path("programmes/<int:record>/changes/", changes.log, name="changes_log"),
    path("meetings/<int:record>/mobilise/", mobilised.hold, name="hold_mobilisation"),
    path("programmes/<int:record>/not-started/", mobilised.not_started, name="not_started"),
    path("programmes/<int:record>/not-started/open/", mobilised.open_all, name="open_mobilised"),
    path("programmes/<int:record>/not-started/wait/", mobilised.wait, name="wait_for_mobilisation"),
    path("directives/<int:record>/", directives.directive, name="directive"),
    path("directives/<int:record>/link/", directives.link, name="link_task"),
    path("directives/<int:record>/way/", directives.way, name="directive_way"),
    path("notices/<int:record>/items/<int:number>/give/", directives.give, name="give_item"),
    path("programmes/<int:record>/directives/", directives.of_programme, name="programme_directives"),
    path("units/<int:unit>/directives/", directives.of_unit, name="unit_directives"),
    path("units/<int:unit>/directives/panel/", directives.panel, name="directives_panel"),
    path("units/<int:unit>/directives/<int:record>/", directives.report, name="report_task"),
    path("units/<int:unit>/changes/", changes.panel, name="changes_panel"),
    path("units/<int:unit>/changes/<int:record>/", changes.confirm, name="confirm_changes"),
]
