"""The key of an act that is one button and no form."""

import uuid

from django.utils.translation import gettext as _

from taizhang.ground.people.access import Asked
from taizhang.lib.refusals import Refusal


def sent_key(request: Asked) -> uuid.UUID:
    """The key that a button was drawn with."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Refusal("no_key", _("This sheet is damaged. Load it again.")) from error
