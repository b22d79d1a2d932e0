"""Reflection essays: handed in as text or on paper, reviewed by somebody else with a yes or a no and a comment."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import correct, post
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.study import person_places
from taizhang.work.learning.kinds import Verdict
from taizhang.work.learning.lines import essay_lines
from taizhang.work.learning.models import Essay
from taizhang.work.learning.rules import may_review_essay, may_study_for, reviewing_unit

REVIEW = "review"


def hand_in_essay(
    *,
    person: Person,
    title: str,
    text: str = "",
    is_on_paper: bool = False,
    programmes: Sequence[Programme] = (),
    by: Person,
    key: uuid.UUID,
) -> Essay:
    """Hand in an essay; an essay on paper needs its title only. Posts nothing: what counts is the reviewed essay (R1-42).

    Raises `Refusal`: ``no_title``, ``no_text``, ``no_home``, ``not_enrolled``.
    """
    content = {
        "person": person.pk,
        "title": title,
        "text": text,
        "is_on_paper": is_on_paper,
        "programmes": [programme.pk for programme in programmes],
    }
    with claimed(key=key, by=by, action="learning.hand_in_essay", content=content) as claim:
        if claim.is_repeat:
            return Essay.objects.get(pk=claim.answer["essay"])
        may_study_for(viewer_of(by), person).demand()
        title = title.strip()[:120]
        if not title:
            raise Refusal("no_title", _("Give the essay a title."), field="title")
        if not is_on_paper and not text.strip():
            raise Refusal("no_text", _("Write the essay here, or say that it is on paper."), field="text")
        today = clock.today()
        home, _places = person_places(person.pk, programmes, on=today)
        record = open_record(type="learning.essay", unit=home, title=title, on=today, sight=Sight.NAMED)
        if not is_on_paper:
            write_text(record=record, purpose="essay", body=text.strip(), by=by)
        essay = Essay.objects.create(
            record=record,
            person=person,
            unit=reviewing_unit(person.pk, home),
            title=title,
            is_on_paper=is_on_paper,
            handed_in_on=today,
        )
        essay.programmes.add(*programmes)
        claim.answer = {"essay": essay.pk}
    return essay


def review_essay(*, essay: Essay, accepted: bool, comment: str, reason: str = "", by: Person, key: uuid.UUID) -> Essay:
    """Say yes or no to an essay, with a comment; a yes posts one reviewed essay of its author.

    A verdict may be given anew: a yes taken back, or given again, is a correction and needs its ``reason``.
    Raises `Refusal`: ``no_comment``, ``nothing_differs``, ``unknown_reason``.
    """
    content = {"essay": essay.pk, "accepted": accepted, "comment": comment, "reason": reason}
    with claimed(key=key, by=by, action="learning.review_essay", content=content) as claim:
        held = Essay.objects.select_for_update(of=("self",)).select_related("record", "unit", "person").get(pk=essay.pk)
        if claim.is_repeat:
            return held
        may_review_essay(viewer_of(by), held).demand()
        comment = comment.strip()
        if not comment:
            raise Refusal("no_comment", _("Say a word about the essay; the author reads it."), field="comment")
        verdict = Verdict.ACCEPTED if accepted else Verdict.SENT_BACK
        was_accepted = held.verdict == Verdict.ACCEPTED
        if held.verdict == verdict:
            raise Refusal("nothing_differs", _("This is what stands booked already."))
        write_text(record=held.record, purpose="review", body=comment, by=by)
        held.verdict, held.reviewed_by, held.reviewed_on = verdict, by, clock.today()
        held.save(update_fields=["verdict", "reviewed_by", "reviewed_on"])
        if not accepted and not was_accepted:
            return held
        lines = []
        if accepted:
            _home, places = person_places(
                held.person_id, list(held.programmes.all()), on=clock.today(), may_be_outside=True
            )
            lines = essay_lines(held.person_id, places, on=clock.today())
        if statements(held.record, REVIEW).exists():
            correct(source=held.record, act=REVIEW, lines=lines, by=by, key=key, reason=reason)
        else:
            post(source=held.record, act=REVIEW, lines=lines, by=by, key=key)
    return held
