"""Addresses of the flows; lower pages take them in by name."""

from django.urls import path

from taizhang.flows import adopt_draft, change_requirement, erase_person

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
]
