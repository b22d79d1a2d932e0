"""The form of one act: it carries the key made when it was drawn, so that sending it twice counts once."""

import uuid

from django import forms

from taizhang.lib.refusals import NotAllowed, Refusal


class KeyedForm(forms.Form):
    """A form of one act."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def refuse(self, refusal: Refusal) -> None:
        """Show why the action refused, at the field it names; who may not do it at all gets the 403 instead."""
        if isinstance(refusal, NotAllowed):
            raise refusal
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.reason))
