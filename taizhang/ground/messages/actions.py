"""Saying that a page adds to one's burden, objecting to a figure or a line, and answering both.

Ground posts nothing (settled question 37); what is said here is answered in the open and corrected, where it is right,
by the act it concerns. Sending the same thing twice leaves one.
"""

import uuid
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from taizhang.ground.messages.models import BurdenNote, Message, MessageKind, Objection
from taizhang.ground.messages.queries import burdens_waiting_at
from taizhang.ground.messages.rules import may_answer_objection, may_raise_objection
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal

ANYWHERE = "/"


def kind_of_page(address: str) -> str:
    """The path of a page with what names a single person, unit or record in it replaced by …; ``/`` for a stranger's.

    >>> kind_of_page("/burden/answers/?page=2")
    '/burden/answers/'
    """
    path = address.partition("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return ANYWHERE
    parts = path.split("/")
    named = {str(value) for value in (*match.args, *match.kwargs.values())}
    return "/".join("…" if part in named else part for part in parts)[:200]


def say_burden(*, page: str, words: str, by: Person) -> BurdenNote:
    """Keep that a page adds to somebody's burden: which kind of page, which unit, what was said, and not who."""
    viewer = viewer_of(by)
    unit = viewer.home.pk if viewer.home else next((grant.unit for grant in viewer.grants), None)
    return BurdenNote.objects.create(page=kind_of_page(page), unit_id=unit, words=words.strip(), said_on=clock.today())


def answer_burden(*, page: str, answer: str, by: Person) -> int:
    """Answer all that was said from one page and waits, and return how many that were.

    Raises `Refusal` ``nothing_waits`` when somebody answered meanwhile, `NotAllowed` to all but the office.
    """
    waiting = burdens_waiting_at(viewer_of(by), page)
    answered = waiting.update(answer=answer.strip(), answered_on=clock.today())
    if not answered:
        raise Refusal("nothing_waits", _("Nothing waits for an answer here any more."))
    return answered


def raise_objection(
    *,
    words: str,
    by: Person,
    unit: Unit,
    figure: str = "",
    entry: uuid.UUID | None = None,
    record: Record | None = None,
) -> Objection:
    """Object to a figure, named by the address that shows it, or to an entry of a record, named by its key.

    One person has one open objection to one thing: the same again is that one, other words are refused with
    ``already_raised`` until the answer is there. Raises `NotAllowed` for a unit that is none of their business.
    """
    if bool(figure) == (entry is not None):
        raise Refusal("one_thing", _("Object to one figure or to one entry."))
    about = record.unit if record else unit
    may_raise_objection(viewer_of(by), about).demand()
    open_one = Objection.objects.filter(by=by, unit=about, figure=figure, entry=entry, answered_on__isnull=True)
    try:
        with transaction.atomic():
            return Objection.objects.create(
                record=record,
                entry=entry,
                figure=figure,
                unit=about,
                by=by,
                words=words.strip(),
                said_on=clock.today(),
            )
    except IntegrityError as error:
        standing = open_one.get()
        if standing.words == words.strip():
            return standing
        raise Refusal("already_raised", _("Your objection to this stands and waits for its answer.")) from error


def answer_objection(*, objection: Objection, answer: str, by: Person) -> None:
    """Answer an objection with today's date. Raises `Refusal` ``already_answered`` when another was faster."""
    may_answer_objection(viewer_of(by), objection).demand()
    answered = Objection.objects.filter(pk=objection.pk, answered_on__isnull=True).update(
        answer=answer.strip(), answered_by=by, answered_on=clock.today()
    )
    if not answered:
        raise Refusal("already_answered", _("This objection was answered meanwhile."))


def send_messages(*, to: Collection[int], kind: MessageKind, record: Record, by: Person) -> None:
    """Send one thing to some people; who has it already has it with today's date. Callers ask their own rules."""
    Message.objects.filter(to__in=to, kind=kind, record=record).delete()
    Message.objects.bulk_create(
        Message(to_id=person, kind=kind, record=record, sent_by=by, sent_on=clock.today()) for person in to
    )


def erase_words(*, person: Person) -> None:
    """Delete what an erased person said in objections and was answered; that there was one stays."""
    Objection.objects.filter(by=person).update(words="×")
    Objection.objects.filter(by=person).exclude(answer="").update(answer="×")
