"""Forms in which people say something to us, and in which we answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_WORDS = 500


class BurdenForm(forms.Form):
    """That a page adds to one's burden; words are optional."""

    page = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What is too much here"),
        required=False,
        max_length=MOST_WORDS,
        help_text=_("No need to say who you are. Your name is not kept; the office reads page, unit and words."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ObjectionForm(forms.Form):
    """What is wrong with a figure or an entry."""

    words = forms.CharField(
        label=_("What is wrong with it"),
        max_length=MOST_WORDS,
        help_text=_("Say what you remember otherwise. Health and other private matters are not needed."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AboutForm(forms.Form):
    """What an objection is about, as the address of its page says: a figure of a unit, or an entry of a record."""

    figure = forms.CharField(max_length=200, required=False)
    unit = forms.IntegerField(required=False)
    entry = forms.UUIDField(required=False)
    record = forms.IntegerField(required=False)


class AnswerForm(forms.Form):
    """The answer, shown beside what it answers."""

    answer = forms.CharField(label=_("Answer"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))
