"""Kinds of units and bodies. 党组 (a leadership group inside an agency) is never a 党小组 (a part of a branch): R1-142."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tree(TextChoices):
    """The trees that stand side by side in one table (settled question 22)."""

    PARTY = "party", _("Party organisation")
    ADMINISTRATIVE = "administrative", _("Administrative organisation")
    LEAGUE = "league", _("Youth league organisation")


class UnitKind(TextChoices):
    """What a unit is, within its tree."""

    COMMITTEE = "committee", _("Committee")
    LEADERSHIP_GROUP = "leadership_group", _("Party leadership group (within an agency)")
    WORK_COMMITTEE = "work_committee", _("Work committee")
    GENERAL_BRANCH = "general_branch", _("General branch")
    BRANCH = "branch", _("Branch")
    AGENCY = "agency", _("Agency")
    INSTITUTION = "institution", _("Public institution")
    ENTERPRISE = "enterprise", _("Enterprise")
    DEPARTMENT = "department", _("Department")
    DIVISION = "division", _("Area (administrative division)")
    LEAGUE_COMMITTEE = "league_committee", _("League committee")
    LEAGUE_BRANCH = "league_branch", _("League branch")


TREE_KINDS: dict[Tree, tuple[UnitKind, ...]] = {
    Tree.PARTY: (
        UnitKind.COMMITTEE,
        UnitKind.LEADERSHIP_GROUP,
        UnitKind.WORK_COMMITTEE,
        UnitKind.GENERAL_BRANCH,
        UnitKind.BRANCH,
    ),
    Tree.ADMINISTRATIVE: (
        UnitKind.AGENCY,
        UnitKind.INSTITUTION,
        UnitKind.ENTERPRISE,
        UnitKind.DEPARTMENT,
        UnitKind.DIVISION,
    ),
    Tree.LEAGUE: (UnitKind.LEAGUE_COMMITTEE, UnitKind.LEAGUE_BRANCH),
}

# A unit of the left kind can stand only under one of the right kinds; a kind that is not named may stand anywhere.
PARENT_KINDS: dict[UnitKind, tuple[UnitKind, ...]] = {
    UnitKind.GENERAL_BRANCH: (UnitKind.COMMITTEE, UnitKind.WORK_COMMITTEE, UnitKind.LEADERSHIP_GROUP),
    UnitKind.BRANCH: (
        UnitKind.COMMITTEE,
        UnitKind.WORK_COMMITTEE,
        UnitKind.GENERAL_BRANCH,
        UnitKind.LEADERSHIP_GROUP,
    ),
    UnitKind.LEAGUE_BRANCH: (UnitKind.LEAGUE_COMMITTEE,),
}


class BodyKind(TextChoices):
    """Lists of people that cut across the trees: working bodies, desks, and party groups (党小组)."""

    LEADING_GROUP = "leading_group", _("Leading group")
    OFFICE = "office", _("Leading group office")
    DESK_FOLLOW_UP = "desk_follow_up", _("Follow-up desk")
    DESK_ROLL_UP = "desk_roll_up", _("Roll-up desk")
    DESK_EXCHANGE = "desk_exchange", _("Information exchange desk")
    SUPERVISION_GROUP = "supervision_group", _("Supervision group")
    TUTOR_TEAM = "tutor_team", _("Team of tutors")
    BRANCH_COMMITTEE = "branch_committee", _("Branch committee")
    PARTY_GROUP = "party_group", _("Party group (part of a branch)")


class ChangeKind(TextChoices):
    """What happened to a unit; the old unit keeps its records (R1-157)."""

    OPENED = "opened", _("opened")
    RENAMED = "renamed", _("renamed")
    MOVED = "moved", _("moved")
    MERGED = "merged", _("merged into another")
    SPLIT = "split", _("split")
    CLOSED = "closed", _("closed")
