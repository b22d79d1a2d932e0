"""Writing people, their homes, categories, roles and places in bodies. Ground posts nothing; `work/rolls` does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Body, Post, Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import (
    BodyMember,
    Membership,
    Person,
    PersonCategory,
    PostHolding,
    Responsibility,
    Role,
    User,
)
from taizhang.lib.refusals import Refusal


@dataclass(frozen=True, slots=True)
class NewMember:
    """One person to be taken onto a roll; a known ``code`` is the same person coming back."""

    code: str
    name: str
    kind: MembershipKind = MembershipKind.FULL
    categories: tuple[Category, ...] = ()


def check_categories(categories: Sequence[Category]) -> None:
    """No category stands twice. Raises `Refusal` ``bad_categories``.

    Two of the census at once (a cadre who has retired) are written as they are; the census shows that its parts do not
    add up and leads to the people concerned (R1-143).
    """
    if len(set(categories)) != len(categories):
        raise Refusal("bad_categories", _("The person is of this category already."), field="categories")


def write_people(*, people: Sequence[NewMember], on: date) -> dict[str, Person]:
    """Write the people not known yet with their categories from a day on; return all by roster number.

    Who is known already keeps name and categories as they stand.
    """
    for new in people:
        if not new.code.strip() or len(new.code) > 32:
            raise Refusal("no_code", _("A person needs a roster number of at most 32 characters."), field="code")
        if not new.name.strip() or len(new.name) > 60:
            raise Refusal("no_name", _("A person needs a name of at most 60 characters."), field="name")
        check_categories(new.categories)
    by_code = {new.code: new for new in people}
    if len(by_code) != len(people):
        raise Refusal("code_twice", _("The same roster number stands there twice."), field="code")
    known = {person.code: person for person in Person.objects.filter(code__in=by_code)}
    fresh = [new for new in people if new.code not in known]
    with transaction.atomic():
        made = Person.objects.bulk_create(Person(code=new.code, name=new.name.strip()) for new in fresh)
        PersonCategory.objects.bulk_create(
            PersonCategory(person=person, category=category, from_on=on)
            for person, new in zip(made, fresh, strict=True)
            for category in new.categories
        )
    return known | {person.code: person for person in made}


def open_homes(*, unit: Unit, people: Sequence[tuple[Person, MembershipKind]], on: date) -> list[Membership]:
    """Write where people belong from a day on. Raises `Refusal`: ``unit_not_open``, ``has_a_home``."""
    if on < unit.opened_on or unit.closed_on is not None:
        raise Refusal("unit_not_open", _("The unit was not open on that day."), field="on")
    taken = list(
        Membership.objects.filter(
            person__in=[person for person, _kind in people], tree=unit.tree, to_on__isnull=True
        ).values_list("person__code", flat=True)[:5]
    )
    if taken:
        raise Refusal("has_a_home", _("This person belongs to a unit already; transfer them."), codes=taken)
    return Membership.objects.bulk_create(
        Membership(person=person, tree=unit.tree, unit=unit, kind=kind, from_on=on) for person, kind in people
    )


def close_homes(*, memberships: Sequence[Membership], on: date) -> None:
    """People no longer belong where they did from a day on; their groups, posts and matters of that unit end with it."""
    for membership in memberships:
        if membership.to_on is not None or on < membership.from_on:
            raise Refusal("leaves_before_joining", _("A person cannot leave before they joined."), field="on")
    with transaction.atomic():
        Membership.objects.filter(pk__in=[membership.pk for membership in memberships]).update(to_on=on)
        for membership in memberships:
            membership.to_on = on
        units = {membership.unit_id for membership in memberships}
        people = [membership.person_id for membership in memberships]
        BodyMember.objects.filter(
            person__in=people,
            body__unit__in=units,
            body__kind__in=(BodyKind.PARTY_GROUP, BodyKind.BRANCH_COMMITTEE),
            to_on__isnull=True,
        ).update(to_on=on)
        PostHolding.objects.filter(person__in=people, post__unit__in=units, to_on__isnull=True).update(to_on=on)
        for matter in Responsibility.objects.filter(person__in=people, unit__in=units, ended_on__isnull=True):
            answer_for(responsibility=matter, person=None, on=on)


def change_categories(*, person: Person, gained: Sequence[Category], lost: Sequence[Category], on: date) -> None:
    """Add and end categories of a person on a day. Raises `Refusal`: ``bad_categories``, ``not_of_category``."""
    with transaction.atomic():
        standing = {
            row.category: row
            for row in PersonCategory.objects.select_for_update().filter(person=person, to_on__isnull=True)
        }
        for category in lost:
            row = standing.pop(category, None)
            if row is None or on < row.from_on:
                raise Refusal("not_of_category", _("The person was not of this category."), field="categories")
            row.to_on = on
            row.save(update_fields=["to_on"])
        check_categories([*(Category(category) for category in standing), *gained])
        PersonCategory.objects.bulk_create(
            PersonCategory(person=person, category=category, from_on=on) for category in gained
        )


def open_account(*, person: Person, username: str, password: str | None) -> User:
    """Give a person a way in. Without a password the account opens by a one-time link only.

    Raises `Refusal`: ``username_taken``, ``has_an_account``, ``weak_password``.
    """
    username = username.strip()
    if not username or User.objects.filter(username=username).exists():
        raise Refusal("username_taken", _("This sign-in name is taken."), field="username")
    if User.objects.filter(person=person).exists():
        raise Refusal("has_an_account", _("This person has an account already."), field="person")
    user = User(username=username, person=person)
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Refusal("weak_password", " ".join(error.messages), field="password") from error
        user.set_password(password)
    user.save()
    return user


# --- roles ---


def give_role(*, person: Person, unit: Unit, role: RoleKind, on: date, subtree: bool = True) -> Role:
    """Write what a person may do at a unit from a day on. Raises `Refusal` ``has_this_role``."""
    if Role.objects.filter(person=person, unit=unit, role=role, to_on__isnull=True).exists():
        raise Refusal("has_this_role", _("This person holds this role already."), field="role")
    return Role.objects.create(person=person, unit=unit, role=role, subtree=subtree, from_on=on)


def withdraw_role(*, role: Role, on: date) -> None:
    """A role ends on a day. Raises `Refusal` ``ended``."""
    if role.to_on is not None:
        raise Refusal("ended", _("This has ended already."))
    role.to_on = max(on, role.from_on)
    role.save(update_fields=["to_on"])


def withdraw_roles_at(*, unit: Unit, on: date) -> None:
    """All roles on a unit that closes end with it."""
    Role.objects.filter(unit=unit, to_on__isnull=True).update(to_on=on)


# --- bodies and posts ---


def join_body(*, body: Body, person: Person, on: date, leads: bool = False) -> BodyMember:
    """Put a person into a body. A party group takes its branch's people, whatever their department, and nobody twice.

    Raises `Refusal`: ``dissolved``, ``in_this_body``, ``not_of_this_branch``, ``in_another_group`` (R0-13).
    """
    if body.dissolved_on is not None:
        raise Refusal("dissolved", _("This body is dissolved."))
    standing = BodyMember.objects.filter(person=person, to_on__isnull=True)
    if standing.filter(body=body).exists():
        raise Refusal("in_this_body", _("This person is in it already."), field="person")
    if body.kind in (BodyKind.PARTY_GROUP, BodyKind.BRANCH_COMMITTEE):
        if not Membership.objects.filter(person=person, unit=body.unit, to_on__isnull=True).exists():
            raise Refusal("not_of_this_branch", _("This person does not belong to the branch."), field="person")
        if (
            body.kind == BodyKind.PARTY_GROUP
            and standing.filter(body__kind=BodyKind.PARTY_GROUP, body__unit__tree=body.unit.tree).exists()
        ):
            raise Refusal("in_another_group", _("This person is in another party group."), field="person")
    return BodyMember.objects.create(body=body, person=person, leads=leads, from_on=on)


def leave_body(*, member: BodyMember, on: date) -> None:
    """A person leaves a body on a day."""
    if member.to_on is not None:
        raise Refusal("ended", _("This has ended already."))
    member.to_on = max(on, member.from_on)
    member.save(update_fields=["to_on"])


def empty_body(*, body: Body, on: date) -> None:
    """All people leave a body, and its desks, on the day it is dissolved."""
    desks = body.desks.values_list("pk", flat=True)
    BodyMember.objects.filter(body__in=[body.pk, *desks], to_on__isnull=True).update(to_on=on)


def fill_post(*, post: Post, person: Person, on: date) -> PostHolding:
    """A person takes a post from a day on. Raises `Refusal`: ``post_filled``, ``ended``."""
    if post.abolished_on is not None:
        raise Refusal("ended", _("This has ended already."))
    if PostHolding.objects.filter(post=post, to_on__isnull=True).exists():
        raise Refusal("post_filled", _("Somebody holds this post."), field="person")
    return PostHolding.objects.create(post=post, person=person, from_on=on)


def vacate_post(*, post: Post, on: date) -> None:
    """Nobody holds a post from a day on. Raises `Refusal` ``ended`` when nobody did."""
    if not vacate_post_if_held(post=post, on=on):
        raise Refusal("ended", _("This has ended already."))


def vacate_post_if_held(*, post: Post, on: date) -> bool:
    """End the holding of a post, if anybody holds it, and tell whether anybody did."""
    holding = PostHolding.objects.filter(post=post, to_on__isnull=True).first()
    if holding is None:
        return False
    holding.to_on = max(on, holding.from_on)
    holding.save(update_fields=["to_on"])
    return True


# --- responsibilities ---


def write_matter(*, unit: Unit, matter: str, person: Person | None = None) -> Responsibility:
    """Write a matter of a unit, with the one person who answers for it or none yet (R1-101).

    Raises `Refusal`: ``no_matter``, ``matter_twice``.
    """
    matter = matter.strip()
    if not matter or len(matter) > 120:
        raise Refusal("no_matter", _("A matter needs a name of at most 120 characters."), field="matter")
    if Responsibility.objects.filter(unit=unit, matter=matter, ended_on__isnull=True).exists():
        raise Refusal("matter_twice", _("This matter stands there already."), field="matter")
    return Responsibility.objects.create(unit=unit, matter=matter, person=person)


def answer_for(*, responsibility: Responsibility, person: Person | None, on: date) -> Responsibility:
    """Let another person answer for a matter: the old row ends, a new one stands, so never two at once."""
    if responsibility.ended_on is not None:
        raise Refusal("ended", _("This has ended already."))
    with transaction.atomic():
        end_matter(responsibility=responsibility, on=on)
        return Responsibility.objects.create(unit=responsibility.unit, matter=responsibility.matter, person=person)


def end_matter(*, responsibility: Responsibility, on: date) -> None:
    """A matter ends on a day."""
    if responsibility.ended_on is not None:
        raise Refusal("ended", _("This has ended already."))
    responsibility.ended_on = on
    responsibility.save(update_fields=["ended_on"])


# --- erasure ---

ERASED = "×"


def erase_person(*, person: Person, on: date) -> None:
    """Delete who a person is: name, roster number, account, seats, posts, roles. The number in the ledger stays.

    Rows of memberships and categories stay, as they hold no words; they name the same bare number.
    """
    person.name, person.code, person.erased_on = ERASED, f"{ERASED}{person.pk}", on
    person.save(update_fields=["name", "code", "erased_on"])
    User.objects.filter(person=person).delete()
    Role.objects.filter(person=person, to_on__isnull=True).update(to_on=on)
    BodyMember.objects.filter(person=person, to_on__isnull=True).update(to_on=on)
    PostHolding.objects.filter(person=person, to_on__isnull=True).update(to_on=on)
    Responsibility.objects.filter(person=person, ended_on__isnull=True).update(person=None)
