"""Addresses of the pages that show figures; their names are used by navigation and by every page's figures."""

from django.urls import path

from taizhang.oversight.dashboards.views import (
    branch,
    cockpit,
    entry,
    figure,
    journal,
    member,
    picture,
    study,
    unit,
    watched,
    years,
)

app_name = "dashboards"
urlpatterns = [
    path("my/", member.my_campaign, name="my_campaign"),
    path("branch/", branch.branch, name="branch"),
    path("branch/<int:unit>/", branch.branch, name="branch"),
    path("branch/<int:unit>/three/", study.three, name="three"),
    path("my/three/", study.my_three, name="my_three"),
    path("unit/<int:unit>/leaders/", study.leaders, name="leaders"),
    path("unit/<int:unit>/leaders/panel/", study.leaders_panel, name="leaders_panel"),
    path("people/<int:person>/leads/", study.leads, name="leads"),
    path("unit/", unit.unit, name="unit"),
    path("unit/<int:unit>/", unit.unit, name="unit"),
    path("cockpit/", cockpit.cockpit, name="cockpit"),
    path("cockpit/<int:unit>/", cockpit.cockpit, name="cockpit"),
    path("cockpit/<int:unit>/phases/", cockpit.phases, name="phases"),
    path("cockpit/<int:unit>/gaps/", cockpit.gaps, name="gaps"),
    path("watched/", watched.watched, name="watched"),
    path("big-picture/", picture.big_picture, name="big_picture"),
    path("big-picture/<int:unit>/", picture.big_picture, name="big_picture"),
    path("ledger/", journal.ledger, name="ledger"),
    path("figures/<slug:metric>/", figure.figure, name="figure"),
    path("years/<int:record>/", years.years, name="years"),
    path("entries/<int:entry>/", entry.entry, name="entry"),
]
