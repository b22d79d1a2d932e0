"""The addresses of the product, and the bare view beside them."""

from django.urls import include, path

from bench.bare import bare, bare_signed_in

urlpatterns = [path("bare/", bare), path("bare/signed-in/", bare_signed_in), path("", include("taizhang.config.urls"))]
