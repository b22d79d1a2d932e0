"""Forms of the door."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from taizhang.ground.people.models import User
from taizhang.ground.people.signing_in import minutes_to_wait


def _checked(request: HttpRequest, username: str, password: str, refusal: str) -> User:
    """The user of a name and password; else a sentence that says what to do, the same for names that do not exist."""
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user
    if wait := minutes_to_wait(username):
        raise ValidationError(
            ngettext(
                "Too many wrong attempts for this name. Try again in %(minutes)s minute.",
                "Too many wrong attempts for this name. Try again in %(minutes)s minutes.",
                wait,
            )
            % {"minutes": wait},
            code="locked",
        )
    raise ValidationError(refusal, code="wrong")


class SignInForm(forms.Form):
    """A sign-in name and a password."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        """Adds ``user``."""
        given = super().clean() or {}
        if "username" in given and "password" in given:
            refusal = _("Name or password is wrong. Check both and try again.")
            given["user"] = _checked(self.request, given["username"], given["password"], refusal)
        return given


class PasswordForm(forms.Form):
    """One's own password, changed by who knows the present one."""

    present = forms.CharField(
        label=gettext_lazy("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("At least 10 characters, not your sign-in name and not a common word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = user

    def clean_present(self) -> str:
        """Wrong guesses count towards the lock-out as they do at the door."""
        present: str = self.cleaned_data["present"]
        _checked(self.request, self.user.username, present, _("This is not your present password."))
        return present

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("The two new passwords differ."), code="differ")
        return again
