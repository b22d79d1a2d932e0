"""Kinds of membership, categories and roles. Categories are data about a person's duty, never about belief or health."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MembershipKind(TextChoices):
    """How a person belongs to a unit. Only the first three are counted as its members (R1-143)."""

    FULL = "full", _("Full member")
    PROBATIONARY = "probationary", _("Probationary member")
    STAFF = "staff", _("Staff")
    LEAGUE = "league", _("League member")
    ACTIVIST = "activist", _("Activist (applicant)")


class Category(TextChoices):
    """What a person is at work or what eases their duties. The first group is the census: exactly one of it each."""

    CADRE = "cadre", _("Cadre")
    WORKER = "worker", _("Worker")
    FARMER = "farmer", _("Farmer")
    STUDENT = "student", _("Student")
    VETERAN = "veteran", _("Retired veteran cadre")
    RETIRED = "retired", _("Retired")
    OTHER = "other", _("Other")
    LEADER = "leader", _("Leader")
    FLOATING = "floating", _("Floating")
    OUT_OF_CONTACT = "out_of_contact", _("Out of contact")
    CANNOT_WRITE = "cannot_write", _("Cannot write")


CENSUS = (
    Category.CADRE,
    Category.WORKER,
    Category.FARMER,
    Category.STUDENT,
    Category.VETERAN,
    Category.RETIRED,
    Category.OTHER,
)
# Attendance of these is voluntary and counts when it happens (R0-07); they never owe (settled question 20).
VOLUNTARY = (Category.VETERAN, Category.RETIRED)
COUNTED = (MembershipKind.FULL, MembershipKind.PROBATIONARY)


class RoleKind(TextChoices):
    """What a person may do at a unit for a time; each reaches the subtree unless the grant says otherwise."""

    SECRETARY = "secretary", _("Branch secretary")
    KEEPER = "keeper", _("Ledger keeper")
    PRINCIPAL = "principal", _("Unit principal")
    OFFICE = "office", _("Campaign office")
    SUPERVISOR = "supervisor", _("Supervision group")
    LEADER = "leader", _("Leader")
    ARCHIVIST = "archivist", _("Archivist")
    AUDITOR = "auditor", _("Auditor")
