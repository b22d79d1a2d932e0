"""The door: signing in and out, one-time links of the demo, one's own password."""

from typing import cast

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.people.access import Asked, public, signed_in
from taizhang.ground.people.accounts import change_password, use_link
from taizhang.ground.people.forms import PasswordForm, SignInForm
from taizhang.ground.people.models import User
from taizhang.ground.people.signing_in import enter
from taizhang.ui.toasts import say


def _destination(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is a page of this very instance; else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else resolve_url("home")


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; anybody may open it, as it is the way in."""
    destination = _destination(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(destination)
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        enter(request, form.cleaned_data["user"])
        return HttpResponseRedirect(destination)
    return render(request, "people/sign_in.html", {"form": form, "next": destination})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; open to anybody, as signing out twice must not fail."""
    logout(request)
    return redirect("people:sign_in")


@public
@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a one-time link of the demo; open to anybody, as the token is the key. Refused outside a demo."""
    user = use_link(token)
    logout(request)
    enter(request, user)
    return redirect("home")


@signed_in
@never_cache
@sensitive_post_parameters("present", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Asked) -> HttpResponse:
    """Change one's own password."""
    user = cast(User, request.user)
    form = PasswordForm(request.POST if request.method == "POST" else None, request=request, user=user)
    if form.is_valid():
        change_password(by=user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        say(request, _("Your password is changed."))
        return redirect("people:password")
    page = {
        "form": form,
        "title": _("Change password"),
        "action": _("Change my password"),
        "lead": _("Other devices on which you are signed in must sign in again."),
    }
    return render(request, "ui/form.html", page)
