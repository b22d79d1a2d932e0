"""What posting is held against: views behind the same server and middleware that write one row."""

from django.http import HttpRequest, HttpResponse

from taizhang.ground.messages.models import BurdenNote
from taizhang.ground.people.access import signed_in
from taizhang.lib import clock


def bare(request: HttpRequest) -> HttpResponse:
    """Write one row and answer."""
    BurdenNote.objects.create(page="bench", words=request.POST["words"], said_on=clock.today())
    return HttpResponse("written")


bare_signed_in = signed_in(bare)
