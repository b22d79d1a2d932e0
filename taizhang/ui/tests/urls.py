"""Addresses with the gallery, which an instance routes only for DEBUG or a demo."""

from __future__ import annotations

from django.urls import include, path

from taizhang.ui import urls

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/", include(([urls.urlpatterns[0], *urls.GALLERY], "ui"))),
]
