"""Reflection essays: handed in as text or on paper, reviewed by somebody else with a yes or a no and a comment."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import categories_on
from taizhang.ground.people.reviewing import reviewing_unit
from taizhang.ground.programmes.actions import NewRequirement, ask_for
from taizhang.ground.programmes.models import Operator, Programme, Requirement
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.chinese.counting import count_characters
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.study import person_places
from taizhang.work.learning.kinds import Verdict
from taizhang.work.learning.lines import essay_lines, oral_lines
from taizhang.work.learning.models import Essay, EssayLength, OralAnswer
from taizhang.work.learning.rules import may_keep_sessions, may_review_essay, may_set_essays, may_study_for

REVIEW = "review"
ORAL_ANSWER = "oral_answer"
MOST_CHARACTERS = 20_000


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
            characters=0 if is_on_paper else count_characters(text),
            handed_in_on=today,
        )
        essay.programmes.add(*programmes)
        claim.answer = {"essay": essay.pk}
    return essay


def review_essay(
    *,
    essay: Essay,
    accepted: bool,
    comment: str,
    about_unit: bool = False,
    about_post: bool = False,
    own_thinking: bool = False,
    is_full_length: bool = False,
    reason: str = "",
    by: Person,
    key: uuid.UUID,
) -> Essay:
    """Say yes or no to an essay, with a comment; a yes posts one reviewed essay of its author.

    The three ticks say whether it speaks of the unit, of the own post, in own words (R1-42). Where the programme sets a
    length, a typed essay is counted; of one on paper the reviewer says it with ``is_full_length`` (R1-40).
    A verdict may be given anew: a yes taken back, or given again, is a correction and needs its ``reason``.
    Raises `Refusal`: ``no_comment``, ``nothing_differs``, ``unknown_reason``.
    """
    ticks = {"about_unit": about_unit, "about_post": about_post, "own_thinking": own_thinking}
    content = {"essay": essay.pk, "accepted": accepted, "comment": comment, "reason": reason} | ticks
    content["is_full_length"] = is_full_length
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
        held.about_unit, held.about_post, held.own_thinking = about_unit, about_post, own_thinking
        held.save(update_fields=["verdict", "reviewed_by", "reviewed_on", *ticks])
        if not accepted and not was_accepted:
            return held
        lines = []
        if accepted:
            _home, places = person_places(
                held.person_id, list(held.programmes.all()), on=clock.today(), may_be_outside=True
            )
            full_in = _full_in(held, said_so=is_full_length)
            lines = essay_lines(held.person_id, places, on=clock.today(), full_in=full_in)
        if statements(held.record, REVIEW).exists():
            correct(source=held.record, act=REVIEW, lines=lines, by=by, key=key, reason=reason)
        else:
            post(source=held.record, act=REVIEW, lines=lines, by=by, key=key)
    return held


def set_essay_length(
    *, programme: Programme, characters: int, papers: int, by: Person, key: uuid.UUID
) -> Requirement | None:
    """Set the length that counts as full in a programme, and how many of it each leader writes; 0 asks for none, as a new
    programme does (R1-40, D5). Essays reviewed already keep their word.

    Posts ``notices.requirement_changed`` where the requirement changes, and returns its new version. Raises `Refusal`:
    ``bad_length``, ``no_length``.
    """
    content = {"programme": programme.pk, "characters": characters, "papers": papers}
    with claimed(key=key, by=by, action="learning.set_essay_length", content=content) as claim:
        if claim.is_repeat:
            return Requirement.objects.filter(pk=claim.answer["requirement"]).first()
        may_set_essays(viewer_of(by), programme).demand()
        if not 0 <= characters <= MOST_CHARACTERS:
            raise Refusal(
                "bad_length", _("A length is a whole number of characters, at most 20,000."), field="characters"
            )
        if papers and not characters:
            raise Refusal("no_length", _("Say how long an essay of full length is."), field="characters")
        if characters:
            EssayLength.objects.update_or_create(programme=programme, defaults={"characters": characters})
        else:
            EssayLength.objects.filter(programme=programme).delete()
        new = NewRequirement(
            gettext("Leaders' essays of at least %(count)s characters") % {"count": characters},
            "essays_full_length",
            Operator.AT_LEAST,
            papers,
            audience=(Category.LEADER.value,),
            exempt=(Category.CANNOT_WRITE.value,),
        )
        made = ask_for(programme=programme, new=new)
        if made:
            line = Line("notices.requirement_changed", programme.unit_id, clock.today(), 1)
            act = f"requirement-{made.number}-v{made.version}"
            post(source=programme.record, act=act, lines=[line], by=by, key=key)
        claim.answer = {"requirement": made.pk if made else 0}
    return made


def note_oral_answer(
    *, person: Person, programme: Programme, is_held: bool, on: date | None = None, by: Person, key: uuid.UUID
) -> OralAnswer:
    """Note whether a member who writes no essays answered by word of mouth; held posts ``learning.oral_answer_held``.

    Raises `Refusal`: ``writes_themself``, ``future_day``, ``no_home``, ``not_enrolled``.
    """
    content = {"person": person.pk, "programme": programme.pk, "is_held": is_held, "on": on}
    with claimed(key=key, by=by, action="learning.note_oral_answer", content=content) as claim:
        if claim.is_repeat:
            return OralAnswer.objects.get(person=person, programme=programme)
        day = on or clock.today()
        unit, places = person_places(person.pk, [programme], on=day)
        may_keep_sessions(viewer_of(by), unit).demand()
        if Category.CANNOT_WRITE not in categories_on([person.pk], on=day).get(person.pk, set()):
            raise Refusal("writes_themself", _("Who is able to write hands in an essay."))
        answer = OralAnswer.objects.select_for_update().filter(person=person, programme=programme).first()
        if answer is None:
            record = open_record(
                type="learning.oral_answer", unit=unit, title=programme.short_title, on=day, sight=Sight.NAMED
            )
            answer = OralAnswer(record=record, person=person, programme=programme)
        answer.is_held, answer.on = is_held, day
        answer.save()
        lines = oral_lines(person.pk, places, on=day) if is_held else []
        if statements(answer.record, ORAL_ANSWER).exists():
            correct(source=answer.record, act=ORAL_ANSWER, lines=lines, by=by, key=key, reason="decided_anew")
        elif lines:
            post(source=answer.record, act=ORAL_ANSWER, lines=lines, by=by, key=key)
    return answer


def _full_in(essay: Essay, *, said_so: bool) -> set[int]:
    """The programmes in which an essay has the full length that they ask for."""
    asked = EssayLength.objects.filter(programme__in=essay.programmes.all()).values_list("programme_id", "characters")
    return {programme for programme, least in asked if (said_so if essay.is_on_paper else essay.characters >= least)}
