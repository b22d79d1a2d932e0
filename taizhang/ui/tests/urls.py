"""Addresses with the gallery, which an instance routes only for DEBUG or a demo, and those that the shell names."""

from __future__ import annotations

from django.urls import include, path

from taizhang.ui import urls, views

NAMED_BY_THE_SHELL = [
    path(f"people/{name}/", views.theme, name=name) for name in ("line", "lost", "to_send", "sign_out")
]

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include((NAMED_BY_THE_SHELL, "people"))),
    path("ui/", include(([*urls.urlpatterns[:2], *urls.GALLERY], "ui"))),
]
