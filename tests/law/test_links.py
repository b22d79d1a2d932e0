"""One record for several programmes: linked, unlinked and corrected in any order, every programme counts it in full and all
together once, and the kept figures say the same (settled questions 14 and 27; R2-15, R3-14)."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from taizhang.config.background import settle
from taizhang.ground.programmes.models import Programme
from taizhang.ledger import reading
from taizhang.ledger.reading import Scope
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.metrics.recount import recount
from taizhang.work.learning import actions
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.models import MakeUp, Session
from taizhang.work.learning.tests.study import close, plan
from tests.law.test_make_ups import undone
from tests.world import World, key, make_ongoing

KINDS = ("session_held", "session_attended", "session_missed", "study_minutes")
METRICS = ("sessions_held", "sessions_attended", "sessions_missed", "study_minutes")

ACTS = st.one_of(
    st.tuples(st.just("link"), st.sets(st.integers(0, 2))),
    st.tuples(st.just("mark"), st.sampled_from([Mark.PRESENT, Mark.ABSENT, Mark.LEAVE])),
    st.tuples(st.just("make_up"), st.none()),
    st.tuples(st.just("withdraw_make_up"), st.none()),
)


def booked(programme: Programme | None) -> Counter[str]:
    """Kind → sum in one programme, or in all together without what is there as a copy."""
    found: Counter[str] = Counter()
    for kind in KINDS:
        scope = Scope(
            (f"learning.{kind}",),
            programme=programme.pk if programme else None,
            copies=() if programme else ("programme",),
        )
        found[kind] = reading.total(scope)
    return found


def said(session: Session) -> Counter[str]:
    """What marks and make-up say, told without the code that books it."""
    marks = Counter(session.marks.values_list("mark", flat=True))
    made = MakeUp.objects.filter(session=session, is_withdrawn=False).first()
    missed = marks[Mark.ABSENT] + marks[Mark.LEAVE]
    return Counter(
        {
            "session_held": 1,
            "session_attended": marks[Mark.PRESENT],
            "session_missed": missed - (1 if made and missed else 0),
            "study_minutes": marks[Mark.PRESENT] * session.minutes + (made.minutes if made else 0),
        }
    )


def act(world: World, session: Session, programmes: list[Programme], step: tuple[str, object]) -> None:
    match step:
        case ("link", chosen):
            wanted = [one for place, one in enumerate(programmes) if place in chosen]  # type: ignore[operator]
            actions.link_session(session=session, programmes=wanted, by=world.secretary, key=key())
        case ("mark", mark):
            marks = dict(session.marks.values_list("person_id", "mark"))
            if marks[world.member.pk] != mark:
                marks[world.member.pk] = str(mark)
                actions.restate_session(
                    session=session, marks=marks, reason="wrong_person", by=world.secretary, key=key()
                )
        case ("make_up", _):
            if session.marks.get(person=world.member).mark != Mark.PRESENT and not MakeUp.objects.filter(
                session=session, is_withdrawn=False
            ):
                actions.make_up(
                    session=session,
                    person=world.member,
                    form="home_lesson",
                    on=world.today,
                    by=world.secretary,
                    key=key(),
                )
        case _:
            for made in MakeUp.objects.filter(session=session, is_withdrawn=False):
                actions.withdraw_make_up(made=made, reason="not_held", by=world.secretary, key=key())


@settings(max_examples=12, deadline=None)
@example(steps=[("make_up", None), ("link", {0, 1}), ("mark", Mark.PRESENT), ("link", {1, 2}), ("link", set())])
@given(steps=st.lists(ACTS, min_size=2, max_size=6))
def test_each_programme_counts_it_in_full_and_all_together_once(world: World, steps: list[tuple[str, object]]) -> None:
    with undone():
        programmes = [world.programme, make_ongoing(world), make_ongoing(world, title="服务型党组织建设")]
        session = close(world, plan(world), {world.member: Mark.ABSENT})
        for step in steps:
            act(world, session, programmes, step)
            session.refresh_from_db()
            linked = set(session.programmes.all())
            assert booked(None) == said(session), step
            for programme in programmes:
                expected = said(session) if programme in linked else Counter(dict.fromkeys(KINDS, 0))
                assert booked(programme) == expected, (step, programme)
        settle()
        for name in METRICS:
            for one in (None, *programmes):
                number = one.pk if one else None
                kept = totals(CATALOGUE[name], [world.committee.pk], programme=number)
                assert kept.get(world.committee.pk, 0) == recount(CATALOGUE[name], world.committee, programme=number)
