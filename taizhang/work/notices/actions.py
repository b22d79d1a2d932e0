"""All writing of notices and drafts: a notice comes in, people decide its items and answer its questions.

Adopting a draft joins notices with the catalogue of metrics and stands in `flows/adopt_draft.py`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from taizhang.ground.jobs.actions import ask_for_job
from taizhang.ground.jobs.models import Job
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes import actions as programmes
from taizhang.ground.programmes.models import Phase
from taizhang.ground.records.actions import keep_file, open_record
from taizhang.ground.records.models import Record
from taizhang.ledger import posting, reading
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.notices import queries, rules, tasks
from taizhang.work.notices.annexes import Given, differences, read_annexes, said_of
from taizhang.work.notices.asking import asked_of, takings_of
from taizhang.work.notices.assistant import LONGEST_NOTICE, the_assistant
from taizhang.work.notices.drafting import LONG_TEXT, read_text
from taizhang.work.notices.drafts import add_to_draft, read_received, write_draft
from taizhang.work.notices.fields import FORMS
from taizhang.work.notices.held_figures import figures_held
from taizhang.work.notices.kinds import DECIDED_KINDS, ChangeState, ItemKind, ItemState
from taizhang.work.notices.models import Answer, DraftItem, Notice, Part, StepChange
from taizhang.work.notices.programme_templates import NONE, TEMPLATES
from taizhang.work.notices.programme_templates.fit import template_of
from taizhang.work.notices.programme_templates.gaps import LEAVE_OPEN, TAKE
from taizhang.work.notices.questions import answered_fields, doubt_of
from taizhang.work.notices.reading.bundles import BETWEEN, whole_text
from taizhang.work.notices.reading.extracting import SourceText

_CHANGED = "decided_anew"


def receive_notice(
    *,
    unit: Unit,
    by: Person,
    key: UUID,
    text: str = "",
    content: bytes | None = None,
    filename: str = "",
    annexes: Sequence[Given] = (),
    again: bool = False,
) -> Notice:
    """Take in a notice for a unit, pasted (``text``) or as a file (``content``), and draft a programme from it.

    Its ``annexes`` are read beside it: their texts follow in the notice's, and their timetables propose steps (R1-35).
    A text of more than `LONG_TEXT` characters is read in the background, with a job that shows how far it is. Posts
    ``notices.notice_received``. Raises `Refusal`: those of `read_text`, and ``received_before`` (with the number of the
    earlier record) when the same text came in already and ``again`` does not say that this is meant.
    """
    data = content if content is not None else text.encode()
    digest = hashlib.sha256(data).hexdigest()
    also = [[one.name, hashlib.sha256(one.content).hexdigest()] for one in annexes]
    asked = {"unit": unit.pk, "content": digest, "filename": filename, "again": again, "annexes": also}
    with claimed(key=key, by=by, action="notices.receive_notice", content=asked) as claim:
        if claim.is_repeat:
            return Notice.objects.get(pk=claim.answer["notice"])
        viewer = viewer_of(by)
        rules.may_receive_notice(viewer, unit).demand()
        source = read_text(data, filename)
        text_digest = hashlib.sha256("".join(source.text.split()).encode()).hexdigest()
        if not again and (earlier := queries.same_text(viewer, text_digest)):
            reason = _("This text came in before. Open the earlier notice, or take it in again on purpose.")
            raise Refusal("received_before", reason, field="text", record=earlier.record_id)
        sources = [source, *read_annexes(annexes)]
        whole, starts = whole_text([one.text for one in sources])
        day = clock.today()
        record = open_record(type="notices.notice", unit=unit, title=_first_line(source.text), on=day)
        notice = Notice.objects.create(
            record=record,
            title=record.title,
            text=whole,
            text_digest=text_digest,
            encoding=source.encoding,
            dropped=[span for one, start in zip(sources, starts, strict=True) for span in _aside(one, start)],
            received_by=by,
        )
        main = Given(filename, data) if content is not None else None
        for given, one, start in zip([main, *annexes], sources, starts, strict=True):
            _keep_part(notice, given, one, start, by)
        notice.file = notice.parts.get(number=0).file
        if len(whole) > LONG_TEXT:
            notice.job = Job.objects.create(
                kind="notices.draft", by=by, unit=unit, asked_at=clock.now(), input={"notice": record.pk}
            )
            notice.save(update_fields=["job", "file"])
            transaction.on_commit(partial(tasks.draft_notice.enqueue, notice.pk))
        else:
            write_draft(notice=notice, read=read_received(notice))
        line = Line("notices.notice_received", unit.pk, day, 1)
        posting.post(source=record, act="received", lines=[line], by=by, key=key)
        claim.answer = {"notice": notice.pk}
    return notice


def decide_item(
    *,
    item: DraftItem,
    decision: ItemState,
    by: Person,
    key: UUID,
    fields: Mapping[str, Any] | None = None,
) -> DraftItem:
    """Accept, edit (with ``fields``), strike an item, or take a decision back (``ItemState.PROPOSED``).

    Posts ``notices.item_decided``; another decision states the act anew, so the ledger books the difference. Raises
    `Refusal`: ``adopted``, ``question_open``, ``ledger_has_it`` (a demand for a known figure can only be struck),
    ``bad_field``, ``nothing_to_decide``.
    """
    asked = {"item": item.pk, "decision": decision, "fields": dict(fields or {})}
    with claimed(key=key, by=by, action="notices.decide_item", content=asked) as claim:
        if claim.is_repeat:
            return DraftItem.objects.get(pk=item.pk)
        notice = _open_draft(item.notice, by)
        held = notice.items.select_for_update().get(pk=item.pk)
        _decide(notice, held, ItemState(decision), fields, by, key)
    return held


def decide_many(
    *, notice: Notice, by: Person, key: UUID, at_least: int = queries.HIGH, decision: ItemState = ItemState.ACCEPTED
) -> int:
    """Accept every open item of at least this confidence (per cent) that raises no question; return how many.

    What demands a figure that the ledger holds is left for a person to strike. Posts ``notices.item_decided`` for each.
    """
    asked = {"notice": notice.pk, "at_least": at_least, "decision": decision}
    with claimed(key=key, by=by, action="notices.decide_many", content=asked) as claim:
        if claim.is_repeat:
            return int(claim.answer["decided"])
        held = _open_draft(notice, by)
        answered = _answered(held)
        decided = 0
        rows = held.items.select_for_update().filter(state=ItemState.PROPOSED, kind__in=DECIDED_KINDS)
        for item in rows.filter(confidence__gte=at_least):
            is_open = bool(item.question) and (item.number, item.question) not in answered
            if is_open or (decision == ItemState.ACCEPTED and figures_held_by(item)):
                continue
            _decide(held, item, ItemState(decision), None, by, claim.part(f"item-{item.number}"))
            decided += 1
        claim.answer = {"decided": decided}
    return decided


def decide_together(*, notice: Notice, group: str, decision: ItemState, by: Person, key: UUID) -> int:
    """Decide every item of one sentence alike by one act; return how many were decided anew.

    Accepting leaves alone what was decided before; striking and taking back reach all of them. Posts
    ``notices.item_decided`` for each. Raises `Refusal` ``unknown_group`` and those of `decide_item`: then none is decided.
    """
    asked = {"notice": notice.pk, "group": group, "decision": decision}
    with claimed(key=key, by=by, action="notices.decide_together", content=asked) as claim:
        if claim.is_repeat:
            return int(claim.answer["decided"])
        held = _open_draft(notice, by)
        rows = list(held.items.select_for_update().filter(group=group).exclude(group=""))
        if not rows:
            raise Refusal("unknown_group", _("These items do not belong to one sentence."))
        wanted = ItemState(decision)
        if wanted == ItemState.ACCEPTED:
            rows = [item for item in rows if item.state == ItemState.PROPOSED]
        rows = [item for item in rows if item.state != wanted]
        for item in rows:
            _decide(held, item, wanted, None, by, claim.part(f"item-{item.number}"))
        claim.answer = {"decided": len(rows)}
    return len(rows)


def answer_question(*, notice: Notice, question: str, answer: str, by: Person, key: UUID, about: int = 0) -> None:
    """Answer one open question of a draft with one of its choices (an empty answer opens it again).

    Taking the template's value over makes items marked as from the template, accepted by this answer; each posts
    ``notices.item_decided``, and so does an answer that puts an item otherwise than it was read (a plain number, another
    year). Any other answer is only kept. Raises `Refusal` ``unknown_question`` or ``unknown_answer``.
    """
    asked = {"notice": notice.pk, "question": question, "answer": answer, "about": about}
    with claimed(key=key, by=by, action="notices.answer_question", content=asked) as claim:
        if claim.is_repeat:
            return
        held = _open_draft(notice, by)
        known = {
            (row.question.about, row.question.code): row.question for row in asked_of(held, list(held.items.all()))
        }
        found = known.get((about, question))
        if found is None:
            raise Refusal("unknown_question", _("This question is not open any more."))
        if answer and answer not in {choice.code for choice in found.choices}:
            raise Refusal("unknown_answer", _("This is not one of the answers."), field="answer")
        Answer.objects.filter(notice=held, about=about, question=question).delete()
        if answer:
            Answer.objects.create(notice=held, about=about, question=question, answer=answer, by=by, at=clock.now())
        if answer == TAKE:
            _take(held, question, by, claim)
        item = held.items.select_for_update().filter(number=about, question=question).first()
        fields = answered_fields(item, answer) if item else None
        if item and item.kind not in DECIDED_KINDS:
            item.decided_fields = fields or {}
            item.save(update_fields=["decided_fields"])
        elif item and fields is not None:
            _decide(held, item, ItemState.EDITED, fields, by, claim.part(f"item-{about}"))


def leave_open(*, notice: Notice, by: Person, key: UUID) -> int:
    """Leave open every question that may be left open; return how many. Nothing is booked: a gap left open changes nothing."""
    with claimed(key=key, by=by, action="notices.leave_open", content={"notice": notice.pk}) as claim:
        if claim.is_repeat:
            return int(claim.answer["left"])
        held = _open_draft(notice, by)
        rows = [
            Answer(
                notice=held,
                about=asked.question.about,
                question=asked.question.code,
                answer=LEAVE_OPEN.code,
                by=by,
                at=clock.now(),
            )
            for asked in asked_of(held, list(held.items.all()))
            if asked.is_open and LEAVE_OPEN in asked.question.choices
        ]
        codes = [row.question for row in rows]
        Answer.objects.filter(notice=held, question__in=codes).delete()
        Answer.objects.bulk_create(rows)
        claim.answer = {"left": len(rows)}
    return len(rows)


def choose_template(*, notice: Notice, template: str, by: Person, key: UUID) -> None:
    """Hold a notice against another template, or against none (``none``; empty: the one that fits best).

    Posts nothing: it changes what is asked, and nothing that stands. Raises `Refusal` ``unknown_template``.
    """
    asked = {"notice": notice.pk, "template": template}
    with claimed(key=key, by=by, action="notices.choose_template", content=asked) as claim:
        if claim.is_repeat:
            return
        held = _open_draft(notice, by)
        if template not in ("", NONE, *TEMPLATES):
            raise Refusal("unknown_template", _("There is no such template."), field="template")
        held.template = template
        held.save(update_fields=["template"])


def _take(notice: Notice, question: str, by: Person, claim: Claimed) -> None:
    """Make what a question offers from the template into items, each accepted as it stands there."""
    every = list(notice.items.select_for_update())
    template = template_of(notice, [item for item in every if item.kind != ItemKind.FIGURE])
    number = max((item.number for item in every), default=0)
    for place, taken in enumerate(takings_of(notice, every)[question]):
        key = claim.part(f"taken-{place}")
        if taken.instead_of:
            held = next(item for item in every if item.number == taken.instead_of)
            _decide(notice, held, ItemState.EDITED, taken.fields, by, key)
            continue
        number += 1
        item = DraftItem.objects.create(
            notice=notice,
            number=number,
            kind=taken.kind,
            fields=taken.fields,
            start=0,
            end=0,
            why=["template"],
            template=template.code if template else "",
            asked_by=question,
        )
        _decide(notice, item, ItemState.ACCEPTED, None, by, key)


def add_item(
    *, notice: Notice, kind: ItemKind, quote: str, fields: Mapping[str, Any], by: Person, key: UUID
) -> DraftItem:
    """Add what the reading missed, with the exact sentence of the notice it comes from; it counts as edited.

    Posts ``notices.item_decided``. Raises `Refusal` ``no_such_sentence`` when the words do not stand in the notice.
    """
    asked = {"notice": notice.pk, "kind": kind, "quote": quote, "fields": dict(fields)}
    with claimed(key=key, by=by, action="notices.add_item", content=asked) as claim:
        if claim.is_repeat:
            return DraftItem.objects.get(pk=claim.answer["item"])
        held = _open_draft(notice, by)
        words = quote.strip()
        start = held.text.find(words) if words else -1
        if start < 0:
            reason = _("These words do not stand in the notice. Copy them from the text on the left.")
            raise Refusal("no_such_sentence", reason, field="quote")
        item = DraftItem.objects.create(
            notice=held,
            number=held.items.count() + 1,
            kind=kind,
            fields=_checked(kind, fields),
            quote=words,
            start=start,
            end=start + len(words),
            why=["added"],
        )
        _decide(held, item, ItemState.EDITED, fields, by, key)
        claim.answer = {"item": item.pk}
    return item


def ask_assistant(*, notice: Notice, host: str, model: str, by: Person, key: UUID) -> Job:
    """Send a notice to the assistant in the background, which may propose items; ``host`` and ``model`` are what was told.

    Posts nothing: a proposal is nobody's act. The job keeps who sent what to whom and when. Raises `Refusal`:
    ``assistant_off``, ``assistant_changed`` (another one than the person was told), ``too_long``, ``asked_already``.
    """
    asked = {"notice": notice.pk, "host": host, "model": model}
    with claimed(key=key, by=by, action="notices.ask_assistant", content=asked) as claim:
        if claim.is_repeat:
            return Job.objects.get(pk=claim.answer["job"])
        held = _open_draft(notice, by)
        assistant = the_assistant()
        if assistant is None:
            raise Refusal("assistant_off", _("No assistant is set for this instance; nothing was sent."))
        if (assistant.host, assistant.model) != (host, model):
            raise Refusal(
                "assistant_changed", _("The assistant was changed meanwhile; nothing was sent. Read the page again.")
            )
        if len(held.text) > LONGEST_NOTICE:
            raise Refusal("too_long", _("This notice is too long for the assistant; nothing was sent."))
        if queries.is_being_asked(queries.last_asking(held)):
            raise Refusal("asked_already", _("The assistant is being asked already."))
        sent = {"notice": held.record_id, "host": host, "model": model, "characters": len(held.text)}
        job = ask_for_job(kind=queries.ASSISTANT_JOB, by=by, unit=held.record.unit, input=sent)
        # in the same database: the task is there exactly when its job is
        tasks.send_to_assistant.enqueue(job.pk)
        claim.answer = {"job": job.pk}
    return job


def mark_adopted(*, notice: Notice, programme: Any, made: Sequence[DraftItem]) -> None:
    """Tie a notice and its items to the programme that a flow made of them. Posts nothing: the flow does."""
    notice.programme = programme
    notice.save(update_fields=["programme"])
    DraftItem.objects.bulk_update(made, ["requirement", "phase", "step", "record"])


def mark_supplement(*, notice: Notice, programme: Any) -> None:
    """Note which running programme a notice changes (None: none after all), for a flow that compares them. Posts nothing:
    what is adopted of it is posted."""
    notice.supplements = programme
    notice.save(update_fields=["supplements"])


def tie_items(*, notice: Notice, made: Mapping[int, Any], by: Person, claim: Claimed) -> None:
    """Accept items, by their numbers, and tell them which requirement a flow has made of them, inside its act."""
    for item in notice.items.select_for_update().filter(number__in=made):
        was_open = item.state == ItemState.PROPOSED
        item.requirement, item.state = made[item.number], ItemState.ACCEPTED if was_open else item.state
        item.decided_by, item.decided_at = by, clock.now()
        item.save(update_fields=["requirement", "state", "decided_by", "decided_at"])
        if was_open:
            _post_decision(notice.record, item, by, claim.part(f"item-{item.number}"))


def figures_held_by(item: DraftItem) -> list[Any]:
    """Which figures of the ledger a recurring demand asks for again."""
    if item.kind not in (ItemKind.DEADLINE, ItemKind.RESPONSIBILITY):
        return []
    return figures_held(item.quote)


def take_annex(*, notice: Notice, given: Given, by: Person, key: UUID, replaces: Part | None = None) -> Part:
    """Take in an annex that came later, or a changed one in the place of an earlier, and return it (R1-35).

    Before adoption what it demands joins the draft. Afterwards its timetable *proposes* changes of the programme's
    steps, each to be decided by `decide_step_change`; proposals of the annex it replaces that nobody decided lapse.
    Posts ``notices.annex_received``. Raises `Refusal`: those of `read_text`, and ``replaced`` when the annex was
    replaced meanwhile.
    """
    digest = hashlib.sha256(given.content).hexdigest()
    asked = {"notice": notice.pk, "name": given.name, "content": digest, "replaces": replaces and replaces.pk}
    with claimed(key=key, by=by, action="notices.take_annex", content=asked) as claim:
        if claim.is_repeat:
            return Part.objects.get(pk=claim.answer["part"])
        rows = Notice.objects.select_for_update(of=("self",)).select_related("record__unit", "programme")
        held = rows.get(pk=notice.pk)
        rules.may_take_annex(viewer_of(by), held).demand()
        if replaces and Part.objects.filter(replaces=replaces).exists():
            raise Refusal("replaced", _("Somebody replaced this annex in the meantime. Look at it again."))
        (source,) = read_annexes([given])
        start = len(held.text) + len(BETWEEN)
        held.text += BETWEEN + source.text
        held.dropped = [*held.dropped, *_aside(source, start)]
        part = _keep_part(held, given, source, start, by, replaces)
        if held.programme:
            held.save(update_fields=["text", "dropped"])
            _propose_changes(held, part, by)
        else:
            add_to_draft(notice=held, part=part)
        line = Line("notices.annex_received", held.record.unit_id, clock.today(), 1)
        posting.post(source=held.record, act=f"annex-{part.number}", lines=[line], by=by, key=key)
        claim.answer = {"part": part.pk}
    return part


def decide_step_change(*, change: StepChange, decision: ChangeState, by: Person, key: UUID) -> StepChange:
    """Change a step of an adopted programme as a changed annex has it, or leave it as it is (R1-35).

    Posts ``notices.step_changed`` when the step changes; leaving it posts nothing, as nothing changed. Raises
    `Refusal`: ``decided`` when somebody decided it already, ``changed_meanwhile`` when the step is not any more as the
    proposal knew it.
    """
    asked = {"change": change.pk, "decision": decision}
    with claimed(key=key, by=by, action="notices.decide_step_change", content=asked) as claim:
        if claim.is_repeat:
            return StepChange.objects.get(pk=change.pk)
        rows = StepChange.objects.select_for_update(of=("self",)).select_related("step", "phase__programme__record")
        held = rows.get(pk=change.pk)
        programme = held.phase.programme
        rules.may_change_programme(viewer_of(by), programme).demand()
        if held.state != ChangeState.PROPOSED:
            raise Refusal("decided", _("This change is decided already."))
        if decision == ChangeState.ACCEPTED:
            if held.step and (held.step.given_up_on or said_of(held.step) != held.earlier):
                raise Refusal("changed_meanwhile", _("Somebody changed this in the meantime. Look at it again."))
            _change_step(held)
            line = Line("notices.step_changed", programme.unit_id, clock.today(), 1)
            posting.post(source=programme.record, act=f"step-change-{held.pk}", lines=[line], by=by, key=key)
        held.state, held.decided_by, held.decided_at = ChangeState(decision), by, clock.now()
        held.save(update_fields=["step", "state", "decided_by", "decided_at"])
    return held


def _change_step(change: StepChange) -> None:
    said = change.wanted
    if not said and change.step:
        programmes.give_up_step(step=change.step, on=clock.today())
        return
    days = [date.fromisoformat(said[name]) if said[name] else None for name in ("starts_on", "ends_on")]
    new = programmes.NewStep(said["name"], *days)
    if change.step:
        programmes.change_step(step=change.step, new=new)
    else:
        change.step = programmes.add_step(phase=change.phase, new=new)


def _propose_changes(notice: Notice, part: Part, by: Person) -> None:
    if notice.programme is None:
        return
    stale = StepChange.objects.filter(part=part.replaces, state=ChangeState.PROPOSED)
    stale.update(state=ChangeState.LEFT, decided_by=by, decided_at=clock.now())
    for number, found in enumerate(differences(notice, part, notice.programme), start=1):
        start, end = (part.start + found.row.start, part.start + found.row.end) if found.row else (0, 0)
        StepChange.objects.create(
            part=part,
            number=number,
            step=found.step,
            phase=found.phase,
            earlier=found.earlier,
            wanted=found.wanted,
            quote=notice.text[start:end],
            start=start,
            end=end,
        )


def _keep_part(
    notice: Notice, given: Given | None, source: SourceText, start: int, by: Person, replaces: Part | None = None
) -> Part:
    """Keep one text of a notice with its file and the places of its words."""
    file = keep_file(record=notice.record, name=given.name, content=given.content, by=by) if given else None
    return Part.objects.create(
        notice=notice,
        number=notice.parts.count(),
        name=given.name[:200] if given else "",
        kind=source.kind,
        file=file,
        start=start,
        end=start + len(source.text),
        places=[place.as_json() for place in source.places],
        replaces=replaces,
        received_by=by,
        received_at=clock.now(),
    )


def _aside(source: SourceText, by: int) -> list[list[Any]]:
    return [[span.start + by, span.end + by, span.reason] for span in source.aside]


def _open_draft(notice: Notice, by: Person) -> Notice:
    """The notice, locked, after the rule was asked."""
    held = Notice.objects.select_for_update(of=("self",)).select_related("record__unit").get(pk=notice.pk)
    rules.may_decide_items(viewer_of(by), held).demand()
    return held


def _answered(notice: Notice) -> set[tuple[int, str]]:
    return set(notice.answers.values_list("about", "question"))


def _decide(
    notice: Notice, item: DraftItem, decision: ItemState, fields: Mapping[str, Any] | None, by: Person, key: UUID
) -> None:
    if item.kind not in DECIDED_KINDS:
        raise Refusal("nothing_to_decide", _("A reported figure asks for nothing; there is nothing to decide."))
    if decision in (ItemState.ACCEPTED, ItemState.EDITED) and (held := figures_held_by(item)):
        reason = _("The ledger already holds this: %(figures)s. Nobody is asked for it again; strike the item.")
        raise Refusal("ledger_has_it", reason % {"figures": "、".join(map(str, held))})
    doubt = doubt_of(item)
    if decision == ItemState.ACCEPTED and doubt and (item.number, doubt.code) not in _answered(notice):
        raise Refusal("question_open", _("Answer the question about this item first, or edit or strike it."))
    decided = _checked(ItemKind(item.kind), fields or {}) if decision == ItemState.EDITED else {}
    changed = item.state != decision
    item.state, item.decided_fields = decision, decided
    item.decided_by = by if decision != ItemState.PROPOSED else None
    item.decided_at = clock.now() if decision != ItemState.PROPOSED else None
    item.save(update_fields=["state", "decided_fields", "decided_by", "decided_at"])
    if decision == ItemState.PROPOSED:  # who takes a decision back is asked again
        Answer.objects.filter(notice=notice, about=item.number, question=item.question).delete()
    if changed:
        _post_decision(notice.record, item, by, key)


def _post_decision(record: Record, item: DraftItem, by: Person, key: UUID) -> None:
    act = f"item-{item.number}"
    lines = []
    if item.state != ItemState.PROPOSED:
        lines = [Line("notices.item_decided", record.unit_id, clock.today(), 1, code=item.state)]
    if reading.statements(record, act).exists():
        posting.correct(source=record, act=act, lines=lines, by=by, key=key, reason=_CHANGED)
    elif lines:
        posting.post(source=record, act=act, lines=lines, by=by, key=key)


def _checked(kind: ItemKind, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an edit in their kept shape, or a refusal that names the first bad one."""
    form = FORMS[kind](dict(fields))
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise Refusal("bad_field", str(errors[0]), field=name, errors=form.errors)
    return form.as_fields()


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]


def extend_phase(*, phase: Phase, ends_on: date, reason: str, by: Person, key: UUID) -> None:
    """Give a phase of a programme a later reference date, with the reason; the first dates stay (R1-32).

    Posts nothing: an extension moves a reminder and no number (settled question 8). Raises `Refusal`: ``not_later``,
    ``no_reason``.
    """
    asked = {"phase": phase.pk, "ends_on": ends_on, "reason": reason}
    with claimed(key=key, by=by, action="notices.extend_phase", content=asked) as claim:
        if claim.is_repeat:
            return
        rules.may_change_programme(viewer_of(by), phase.programme).demand()
        programmes.extend_phase(phase=phase, ends_on=ends_on, reason=reason, on=clock.today())
