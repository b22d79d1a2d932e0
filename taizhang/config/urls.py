"""The root of all addresses; each app names its own."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from taizhang.config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("taizhang.ground.people.urls")),
    path("", include("taizhang.ground.messages.urls")),
    path("", include("taizhang.ground.calendar.urls")),
    path("units/", include("taizhang.work.rolls.urls")),
    path("learning/", include("taizhang.work.learning.urls")),
    path("plans/", include("taizhang.work.plans.urls")),
    path("curriculum/", include("taizhang.work.curriculum.urls")),
    path("meetings/", include("taizhang.work.meetings.urls")),
    path("travel/", include("taizhang.work.travel.urls")),
    path("contact-points/", include("taizhang.work.contact_points.urls")),
    path("supervision/", include("taizhang.oversight.supervision.urls")),
    path("contests/", include("taizhang.work.contests.urls")),
    path("membership/", include("taizhang.work.membership.urls")),
    path("", include("taizhang.work.notices.urls")),
    path("documents/", include("taizhang.work.documents.urls")),
    path("", include("taizhang.flows.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("taizhang.oversight.dashboards.urls")),
    path("ui/", include("taizhang.ui.urls")),
]
