"""Topics: the common ones of a programme and the own one of each unit ("four plus one", with numbers that are data)."""

import uuid
from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ground.materials import actions as ground
from taizhang.ground.materials.models import Material, Topic, TopicDone
from taizhang.ground.materials.queries import materials_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import taking_part
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.curriculum.lines import TOPIC_SET
from taizhang.work.curriculum.rules import may_keep_topic, may_keep_topics, may_set_own_topic

SETTING = "setting"


def set_topic(*, programme: Programme, name: str, texts: Sequence[Material] = (), by: Person, key: uuid.UUID) -> Topic:
    """Add the next common topic of a programme with the texts it rests on (R1-48). Posts ``curriculum.topic_set``.

    Raises `Refusal`: ``no_title``, ``not_listed_here``.
    """
    content = {"programme": programme.pk, "name": name, "texts": [text.pk for text in texts]}
    with claimed(key=key, by=by, action="curriculum.set_topic", content=content) as claim:
        if claim.is_repeat:
            return Topic.objects.get(pk=claim.answer["topic"])
        may_keep_topics(viewer_of(by), programme).demand()
        _check_texts(programme, None, texts)
        topic = ground.add_topic(
            programme=programme,
            unit=None,
            number=_next_number(programme, None),
            name=name,
            texts=texts,
            on=clock.today(),
        )
        post(source=topic.record, act=SETTING, lines=[_line(topic)], by=by, key=key)
        claim.answer = {"topic": topic.pk}
    return topic


def set_own_topic(
    *, programme: Programme, unit: Unit, name: str, texts: Sequence[Material] = (), by: Person, key: uuid.UUID
) -> Topic:
    """Set a unit's own topic, from unit and post; as many as the programme asks of each unit, one unless it says otherwise.

    Posts ``curriculum.topic_set`` for the unit (R1-49). Raises `Refusal`: ``no_title``, ``not_enrolled``, ``set_already``,
    ``not_listed_here``.
    """
    content = {"programme": programme.pk, "unit": unit.pk, "name": name, "texts": [text.pk for text in texts]}
    with claimed(key=key, by=by, action="curriculum.set_own_topic", content=content) as claim:
        if claim.is_repeat:
            return Topic.objects.get(pk=claim.answer["topic"])
        may_set_own_topic(viewer_of(by), unit).demand()
        if not taking_part([programme], [unit.pk], on=clock.today()):
            raise Refusal("not_enrolled", _("This unit does not take part in this programme."))
        most = own_topics_asked(programme)
        standing = Topic.objects.filter(programme=programme, unit=unit, withdrawn_on__isnull=True).count()
        if standing >= most:
            said = ngettext(
                "This unit has its own topic already; change it, or withdraw it first.",
                "This unit has its %(count)s own topics already; change one, or withdraw it first.",
                most,
            )
            raise Refusal("set_already", said % {"count": most}, field="name")
        _check_texts(programme, unit, texts)
        topic = ground.add_topic(
            programme=programme,
            unit=unit,
            number=_next_number(programme, unit),
            name=name,
            texts=texts,
            on=clock.today(),
        )
        post(source=topic.record, act=SETTING, lines=[_line(topic)], by=by, key=key)
        claim.answer = {"topic": topic.pk}
    return topic


def change_topic(*, topic: Topic, name: str, texts: Sequence[Material], by: Person, key: uuid.UUID) -> Topic:
    """Rename a topic or let it rest on other texts. Posts nothing: the same topic stays set, in other words.

    Raises `Refusal`: ``no_title``, ``withdrawn``, ``not_listed_here``.
    """
    content = {"topic": topic.pk, "name": name, "texts": [text.pk for text in texts]}
    with claimed(key=key, by=by, action="curriculum.change_topic", content=content) as claim:
        held = _locked(topic)
        if claim.is_repeat:
            return held
        may_keep_topic(viewer_of(by), held).demand()
        _demand_standing(held)
        _check_texts(held.programme, held.unit, texts)
        ground.change_topic(topic=held, name=name, texts=texts)
    return held


def withdraw_topic(*, topic: Topic, by: Person, key: uuid.UUID) -> Topic:
    """Take a topic back that nobody has finished. Raises `Refusal`: ``withdrawn``, ``done_already``."""
    with claimed(key=key, by=by, action="curriculum.withdraw_topic", content={"topic": topic.pk}) as claim:
        held = _locked(topic)
        if claim.is_repeat:
            return held
        may_keep_topic(viewer_of(by), held).demand()
        _demand_standing(held)
        if TopicDone.objects.filter(topic=held).exists():
            raise Refusal("done_already", _("A unit has finished this topic, so it stays; it can be renamed."))
        held.withdrawn_on = clock.today()
        held.save(update_fields=["withdrawn_on"])
        correct(source=held.record, act=SETTING, lines=[], by=by, key=key, reason="decided_anew")
    return held


def own_topics_asked(programme: Programme) -> int:
    """How many own topics the programme asks of each unit: its requirement says so, else one (R1-49)."""
    asked = programme.requirements.filter(metric="own_topics", superseded_by__isnull=True).first()
    return asked.numerator // asked.denominator if asked else 1


def _next_number(programme: Programme, unit: Unit | None) -> int:
    last = Topic.objects.filter(programme=programme, unit=unit).aggregate(last=Max("number"))["last"] or 0
    return last + 1


def _locked(topic: Topic) -> Topic:
    rows = Topic.objects.select_for_update(of=("self",)).select_related("record", "programme__unit", "unit")
    return rows.get(pk=topic.pk)


def _demand_standing(topic: Topic) -> None:
    if topic.withdrawn_on:
        raise Refusal("withdrawn", _("This topic was withdrawn."))


def _check_texts(programme: Programme, unit: Unit | None, texts: Sequence[Material]) -> None:
    if not set(texts) <= set(materials_of([programme], unit)):
        raise Refusal("not_listed_here", _("One of the materials is not listed for this unit."), field="texts")


def _line(topic: Topic) -> Line:
    """The common topics are the programme's and booked outside it; an own one counts for its unit in the programme."""
    if topic.unit_id:
        return Line(TOPIC_SET, topic.unit_id, clock.today(), 1, topic.code, topic.programme_id)
    return Line(TOPIC_SET, topic.programme.unit_id, clock.today(), 1, topic.code)
