"""Steps: the headings under a phase, as the notice names them, with dates of their own where they have some."""

from collections.abc import Iterable

from taizhang.work.notices.reading.masthead import Masthead
from taizhang.work.notices.reading.phases import head_dates
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading
from taizhang.work.notices.reading.structure import Part

_MAX_NAME = 24


def read_steps(reading: Reading, masthead: Masthead, phases: Iterable[Candidate]) -> list[Candidate]:
    """Two or more titled headings directly under a kept phase are its steps; one alone divides nothing."""
    named = {phase.about[0]: str(phase.fields["name"]) for phase in phases if phase.is_kept}
    out: list[Candidate] = []
    waiting = list(reading.layout.root.children)
    while waiting:
        part = waiting.pop()
        waiting += part.children
        if part.start in named:
            out += _under(reading, masthead, part, named[part.start])
    return sorted(out, key=lambda c: c.start)


def _under(reading: Reading, masthead: Masthead, part: Part, phase: str) -> list[Candidate]:
    kind = next((child.kind for child in part.children), "")
    children = [child for child in part.children if child.kind == kind and child.kind not in ("is", "must", "circle")]
    titled = [child for child in children if child.title and not child.is_sentence and len(child.title) <= _MAX_NAME]
    if len(titled) < 2 or len(titled) * 2 < len(children):
        return []
    out = []
    for child in titled:
        name, end, fields = head_dates(reading, masthead, child)
        signs = ["under_phase", "own_date" if fields["end"] or fields["start"] else "no_date"]
        about = (child.start, child.stop)
        out.append(Candidate("step", {**fields, "name": name, "phase": phase}, child.start, end, signs, about=about))
    return out
