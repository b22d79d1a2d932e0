from __future__ import annotations

from django.conf import settings
from django.urls import path

from taizhang.ui import gallery, views

app_name = "ui"

GALLERY = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/roll-call/", gallery.rollcall, name="gallery_rollcall"),
    path("gallery/review/", gallery.review, name="gallery_review"),
    path("gallery/task/", gallery.task, name="gallery_task"),
    path("gallery/undo/", gallery.undo, name="gallery_undo"),
]

urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("worker.js", views.worker, name="worker"),
]

if settings.DEBUG or settings.TAIZHANG_DEMO:
    urlpatterns += GALLERY
