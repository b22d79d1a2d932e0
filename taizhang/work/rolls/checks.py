"""The census and the check of the organisation: what there is, whether the parts add up, and what is lacking."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from taizhang.ground.organisations.kinds import TREE_KINDS, BodyKind, Tree, UnitKind
from taizhang.ground.organisations.models import Body, Post, Unit
from taizhang.ground.organisations.queries import open_on, subtree_of
from taizhang.ground.people.kinds import CENSUS, COUNTED, Category, MembershipKind
from taizhang.ground.people.models import Membership, Person, PersonCategory, PostHolding
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import standing_on
from taizhang.lib import clock
from taizhang.work.rolls.queries import with_records

# From seven full members a branch elects a committee (conventions B3).
COMMITTEE_FROM = 7


@dataclass(slots=True)
class Census:
    """What stands under a unit on a day: units by kind, party groups, people by kind and category (R1-142, R1-143)."""

    on: date
    units: list[tuple[UnitKind, int]]
    party_groups: int
    members: int
    by_kind: list[tuple[MembershipKind, int]]
    by_category: list[tuple[Category, int]]
    others: list[tuple[Category, int]]

    @property
    def sum_of_parts(self) -> int:
        """The categories of the census added up; activists are outside."""
        return sum(count for _category, count in self.by_category)

    @property
    def difference(self) -> int:
        """Parts less whole: above 0 somebody stands in two, below 0 somebody in none."""
        return self.sum_of_parts - self.members


def census(viewer: Viewer, unit: Unit, *, on: date) -> Census:
    """Count a unit's subtree on a day. A leadership group (党组) is a unit, a party group (党小组) is never one."""
    units = subtree_of(unit).filter(open_on(on))
    kinds = dict(units.values_list("kind").annotate(count=Count("pk")))
    people = Membership.objects.filter(standing_on(on), unit__in=units)
    by_kind = dict(people.values_list("kind").annotate(count=Count("pk")))
    counted = people.filter(kind__in=COUNTED)
    categories = dict(
        PersonCategory.objects.filter(standing_on(on), person__in=counted.values("person"))
        .values_list("category")
        .annotate(count=Count("pk"))
    )
    groups = Body.objects.filter(kind=BodyKind.PARTY_GROUP, unit__in=units, started_on__lte=on)
    return Census(
        on=on,
        units=[(kind, kinds.get(kind, 0)) for kind in TREE_KINDS[Tree(unit.tree)]],
        party_groups=groups.exclude(dissolved_on__lte=on).count(),
        members=sum(by_kind.get(kind, 0) for kind in COUNTED),
        by_kind=[(kind, by_kind[kind]) for kind in MembershipKind if by_kind.get(kind)],
        by_category=[(category, categories.get(category, 0)) for category in CENSUS],
        others=[(category, categories.get(category, 0)) for category in Category if category not in CENSUS],
    )


def misplaced(viewer: Viewer, unit: Unit, *, on: date) -> list[tuple[Unit, list[Person], int]]:
    """Where the parts do not add up: each unit, its people in no census category or in two (by name only near them),
    and how many they are."""
    units = subtree_of(unit).filter(open_on(on))
    counted = Membership.objects.filter(standing_on(on), unit__in=units, kind__in=COUNTED)
    standing = Counter(
        PersonCategory.objects.filter(
            standing_on(on), category__in=CENSUS, person__in=counted.values("person")
        ).values_list("person_id", flat=True)
    )
    wrong: dict[int, list[Person]] = {}
    for row in counted.select_related("person").order_by("unit__code", "person__code"):
        if standing[row.person_id] != 1:
            wrong.setdefault(row.unit_id, []).append(row.person)
    found = with_records(Unit.objects.filter(pk__in=wrong)).order_by("code")
    return [(host, wrong[host.pk] if viewer.may_see_names(host) else [], len(wrong[host.pk])) for host in found]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing lacking in one unit; ``code`` is stable, ``says`` is shown, the line opens the unit's page."""

    unit: Unit
    code: str
    says: str


FINDINGS = ("no_committee", "vacant_post", "term_ended", "no_group")


def check_organisation(viewer: Viewer, unit: Unit, *, on: date | None = None, is_alone: bool = False) -> list[Finding]:
    """Branches without a committee though due, vacant posts, ended terms, branches without a party group (R3-30).

    In code order, never by merit; of the whole subtree, or of the unit alone. What is due is reckoned at reading.
    """
    day = on or clock.today()
    under = subtree_of(unit)
    units = with_records((under.filter(pk=unit.pk) if is_alone else under).filter(open_on(day)))
    found = [*_branches(units, day), *_posts(units, day)]
    return sorted(found, key=lambda finding: (finding.unit.code, FINDINGS.index(finding.code)))


def _branches(units: QuerySet[Unit], day: date) -> Iterator[Finding]:
    branches = list(units.filter(kind=UnitKind.BRANCH))
    full = Counter(
        Membership.objects.filter(standing_on(day), unit__in=branches, kind=MembershipKind.FULL).values_list(
            "unit_id", flat=True
        )
    )
    standing = Body.objects.filter(unit__in=branches, started_on__lte=day).exclude(dissolved_on__lte=day)
    having = set(standing.values_list("kind", "unit_id"))
    for branch in branches:
        members = full[branch.pk]
        if members >= COMMITTEE_FROM and (BodyKind.BRANCH_COMMITTEE, branch.pk) not in having:
            says = _("No branch committee, though it has %(count)d full members") % {"count": members}
            yield Finding(branch, "no_committee", says)
        if (BodyKind.PARTY_GROUP, branch.pk) not in having:
            yield Finding(branch, "no_group", _("No party group"))


def _posts(units: QuerySet[Unit], day: date) -> Iterator[Finding]:
    by_number = {unit.pk: unit for unit in units}
    posts = Post.objects.filter(unit__in=by_number, abolished_on__isnull=True)
    held = set(PostHolding.objects.filter(standing_on(day), post__in=posts).values_list("post_id", flat=True))
    for post in posts.order_by("unit__code", "pk"):
        unit = by_number[post.unit_id]
        if post.pk not in held:
            yield Finding(unit, "vacant_post", _("Vacant post: %(title)s") % {"title": post.title})
        if post.term_ends_on and post.term_ends_on <= day:
            yield Finding(unit, "term_ended", _("Term ended, election overdue: %(title)s") % {"title": post.title})
