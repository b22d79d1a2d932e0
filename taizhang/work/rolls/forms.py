"""Forms of rolls. Every sheet carries the key that makes sending it twice harmless."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.actions import DESKS
from taizhang.ground.organisations.kinds import PARENT_KINDS, TREE_KINDS, BodyKind, Tree, UnitKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import members_of
from taizhang.ground.programmes.models import Enrolment
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput

_DAY = DayInput()


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, today unless the person says otherwise; written as the browser's own field wants it."""
    return forms.DateField(label=label, widget=_DAY, **({"initial": clock.today} | options))


class UnitCodeField(forms.CharField):
    """The code of an open unit of one tree; cleans to the unit."""

    def __init__(self, *, tree: str, **options: Any) -> None:
        self.tree = tree
        super().__init__(max_length=32, **options)

    def clean(self, value: Any) -> Any:
        """The unit of a code. Raises a validation error for a code that no open unit carries."""
        code = super().clean(value)
        if not code:
            return None
        unit = Unit.objects.filter(tree=self.tree, code=code, closed_on__isnull=True).first()
        if unit is None:
            raise ValidationError(_("No open unit carries the code %(code)s.") % {"code": code})
        return unit


class UnitCodesField(UnitCodeField):
    """Several codes, one a line; cleans to the units in that order."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> Any:
        """The units of all codes; the first that is unknown is named."""
        codes = str(value or "").split()
        if not codes and self.required:
            raise ValidationError(self.error_messages["required"])
        return [UnitCodeField.clean(self, code) for code in codes]


class PersonCodeField(forms.CharField):
    """A roster number, for those who do not see names; cleans to the person."""

    def __init__(self, *, unit: Unit | None, **options: Any) -> None:
        self.unit = unit
        super().__init__(max_length=32, **options)

    def clean(self, value: Any) -> Any:
        """The person of a number, of this unit if one is named."""
        code = super().clean(value)
        if not code:
            return None
        people = Person.objects.filter(code=code)
        if self.unit is not None:
            here = Membership.objects.filter(unit=self.unit, to_on__isnull=True)
            people = people.filter(pk__in=here.values("person"))
        person = people.first()
        if person is None:
            raise ValidationError(_("Nobody here has the roster number %(code)s.") % {"code": code})
        return person


class PeopleField(forms.ModelMultipleChoiceField[Person]):
    """Several of a unit's people by name, with the department they work in."""

    departments: dict[int, str]

    def label_from_instance(self, obj: Person) -> str:
        """Name, and department if they have one."""
        department = self.departments.get(obj.pk)
        return f"{obj.name}（{department}）" if department else obj.name


def person_field(viewer: Viewer, unit: Unit, *, required: bool = True, anyone: bool = False) -> forms.Field:
    """Choose a person: by name near the unit, by roster number from above; ``anyone`` allows people of other units."""
    if viewer.may_see_names(unit) and not anyone:
        here = members_of(unit, on=clock.today()).values("person")
        return forms.ModelChoiceField(
            Person.objects.filter(pk__in=here).order_by("code"), label=_("Person"), required=required, empty_label="—"
        )
    return PersonCodeField(unit=None if anyone else unit, label=_("Roster number"), required=required)


class DatedForm(KeyedForm):
    """A sheet for an act on a day."""

    on = day_field(_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # the day stands last, after what it is about
        self.order_fields([name for name in self.fields if name != "on"] + ["on"])


class OpenUnitForm(DatedForm):
    """A new unit under another, or the root of a new tree."""

    tree = forms.ChoiceField(label=_("Tree"), choices=Tree.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=32)

    def __init__(self, *args: Any, parent: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Iterable[UnitKind] = UnitKind
        if parent is not None:
            del self.fields["tree"]
            kinds = [
                kind
                for kind in TREE_KINDS[Tree(parent.tree)]
                if kind not in PARENT_KINDS or parent.kind in PARENT_KINDS[kind]
            ]
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in kinds])
        self.order_fields(["tree", "name", "code", "kind", "on"])


class RenameForm(DatedForm):
    """Another name for a unit."""

    name = forms.CharField(label=_("New name"), max_length=120)


class MoveForm(DatedForm):
    """Another superior for a unit."""

    def __init__(self, *args: Any, tree: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitCodeField(tree=tree, label=_("Code of the new superior unit"))
        self.order_fields(["parent", "on"])


class MergeForm(DatedForm):
    """Other units that become part of this one."""

    def __init__(self, *args: Any, tree: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitCodesField(
            tree=tree, label=_("Codes of the units that merge into this one"), help_text=_("One code a line.")
        )
        self.order_fields(["units", "on"])


class SplitForm(DatedForm):
    """Two parts of a unit: who passes to the second part is named by roster number, all others pass to the first."""

    first_name = forms.CharField(label=_("Name of the first part"), max_length=120)
    first_code = forms.CharField(label=_("Code of the first part"), max_length=32)
    second_name = forms.CharField(label=_("Name of the second part"), max_length=120)
    second_code = forms.CharField(label=_("Code of the second part"), max_length=32)
    second_people = forms.CharField(
        label=_("Roster numbers of those who pass to the second part"),
        help_text=_("One number a line; all others pass to the first part."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_second_people(self) -> set[int]:
        """The people of these numbers. Raises a validation error that names the numbers of nobody here."""
        codes = self.cleaned_data["second_people"].split()
        here = members_of(self.unit, on=clock.today()).values("person")
        found = dict(Person.objects.filter(pk__in=here, code__in=codes).values_list("code", "pk"))
        if unknown := [code for code in codes if code not in found]:
            raise ValidationError(_("Nobody here has the roster number %(code)s.") % {"code": unknown[0]})
        return set(found.values())


class AdmitForm(DatedForm):
    """One person taken onto a roll."""

    name = forms.CharField(label=_("Full name"), max_length=60)
    code = forms.CharField(label=_("Roster number"), max_length=32)
    kind = forms.ChoiceField(label=_("Belongs as"), choices=MembershipKind.choices)
    categories = forms.MultipleChoiceField(
        label=_("Categories"), choices=Category.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class PersonForm(DatedForm):
    """A person of a unit, and a day."""

    def __init__(self, *args: Any, viewer: Viewer, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(viewer, unit)
        self.order_fields(["person", *(name for name in self.fields if name not in ("person", "on")), "on"])


class TransferForm(PersonForm):
    """Where a person passes to, and as what they belong there."""

    kind = forms.ChoiceField(
        label=_("Belongs as"), choices=[("", _("As before")), *MembershipKind.choices], required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, unit=unit, **kwargs)
        self.fields["unit"] = UnitCodeField(tree=unit.tree, label=_("Code of the unit they pass to"))
        self.order_fields(["person", "unit", "kind", "on"])


class CategoryForm(PersonForm):
    """Categories that a person gains and loses."""

    gained = forms.MultipleChoiceField(
        label=_("From now on"), choices=Category.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    lost = forms.MultipleChoiceField(
        label=_("No longer"), choices=Category.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class RoleForm(DatedForm):
    """A role given to a person at a unit."""

    subtree = forms.BooleanField(label=_("Reaches the units beneath"), required=False, initial=True)

    def __init__(self, *args: Any, viewer: Viewer, unit: Unit, roles: Iterable[RoleKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in roles])
        self.fields["person"] = person_field(viewer, unit, anyone=not viewer.may_see_names(unit))
        self.order_fields(["role", "person", "subtree", "on"])


class BodyForm(DatedForm):
    """A new body at a unit; a desk names the office it stands in."""

    name = forms.CharField(label=_("Name"), max_length=120)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_branch = unit.kind in (UnitKind.BRANCH, UnitKind.GENERAL_BRANCH)
        of_branches = (BodyKind.PARTY_GROUP, BodyKind.BRANCH_COMMITTEE)
        offices = Body.objects.filter(unit=unit, kind=BodyKind.OFFICE, dissolved_on__isnull=True).order_by("pk")
        kinds = [
            kind
            for kind in BodyKind
            if (kind not in of_branches or is_branch) and (kind not in DESKS or offices.exists())
        ]
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in kinds])
        if offices.exists():
            self.fields["parent"] = forms.ModelChoiceField(
                offices, label=_("Office"), required=False, help_text=_("Only for a desk."), empty_label="—"
            )
        self.order_fields(["kind", "name", "parent", "on"])


class ExtendForm(KeyedForm):
    """A later day until which a body stands."""

    to = day_field(_("Stands until"), initial=None)


class SeatsForm(DatedForm):
    """People who join a party group or committee, chosen by name from the whole branch (R0-13)."""

    def __init__(self, *args: Any, unit: Unit, departments: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Person.objects.filter(pk__in=members_of(unit, on=clock.today()).values("person")).order_by("code")
        people = PeopleField(here, label=_("People"), widget=forms.CheckboxSelectMultiple)
        people.departments = departments
        self.fields["people"] = people
        self.fields["leader"] = forms.ModelChoiceField(here, label=_("Leads it"), required=False, empty_label="—")
        self.order_fields(["people", "leader", "on"])


class SeatForm(DatedForm):
    """One person who joins a body, by roster number."""

    person = PersonCodeField(unit=None, label=_("Roster number"))
    leads = forms.BooleanField(label=_("Leads it"), required=False)


class AssignForm(DatedForm):
    """A unit that a supervision group watches."""

    def __init__(self, *args: Any, tree: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitCodeField(tree=tree, label=_("Code of the unit"))
        self.order_fields(["unit", "on"])


class PostForm(KeyedForm):
    """A post that a unit should fill."""

    title = forms.CharField(label=_("Title of the post"), max_length=60)
    on_committee = forms.BooleanField(label=_("Sits on the committee"), required=False)
    term_ends_on = day_field(_("Term ends on"), required=False, initial=None)


class TermForm(KeyedForm):
    """When the present term of a post ends."""

    ends_on = day_field(_("Term ends on"), required=False, initial=None)


class MatterForm(KeyedForm):
    """A matter, and who answers for it."""

    matter = forms.CharField(label=_("Matter"), max_length=120)

    def __init__(self, *args: Any, viewer: Viewer, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(viewer, unit, required=False)


class BatchForm(KeyedForm):
    """A batch of a programme: its dates and the kinds of unit it covers (R1-172)."""

    starts_on = day_field(_("Starts on"))
    ends_on = day_field(_("Ends on"), required=False, initial=None)

    def __init__(self, *args: Any, tree: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_kinds"] = forms.MultipleChoiceField(
            label=_("Kinds of unit it covers"),
            choices=[(kind.value, kind.label) for kind in TREE_KINDS[Tree(tree)]],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("None chosen: all kinds. Units and members outside owe nothing."),
        )


class EnrolForm(DatedForm):
    """Units that take part, by code or all of the batch's kinds beneath a unit."""

    beneath = forms.BooleanField(label=_("With all open units beneath that the batch covers"), required=False)

    def __init__(self, *args: Any, tree: str, batches: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"] = forms.ModelChoiceField(batches, label=_("Batch"), required=False, empty_label="—")
        self.fields["units"] = UnitCodesField(tree=tree, label=_("Codes of the units"), help_text=_("One code a line."))
        self.fields["supervision_group"] = forms.ModelChoiceField(
            groups, label=_("Supervision group"), required=False, empty_label="—"
        )
        self.order_fields(["batch", "units", "beneath", "supervision_group", "on"])


class BindForm(KeyedForm):
    """Who directs and watches a unit in a programme, and how it fits the plan to its own place (R0-01)."""

    adaptation = forms.CharField(
        label=_("How we fit the plan to our unit"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, enrolment: Enrolment, groups: Any, may_bind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_bind:
            tree = enrolment.unit.tree
            self.fields["superior"] = UnitCodeField(tree=tree, label=_("Code of the superior unit"), required=False)
            self.fields["supervision_group"] = forms.ModelChoiceField(
                groups, label=_("Supervision group"), required=False, empty_label="—"
            )
        self.order_fields(["superior", "supervision_group", "adaptation"])


class ImportForm(KeyedForm):
    """A table of units or of members."""

    what = forms.ChoiceField(
        label=_("What the table holds"), choices=[("units", _("Units")), ("members", _("Members"))]
    )
    file = forms.FileField(label=_("Table (xlsx or csv)"))
