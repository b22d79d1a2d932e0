"""Tables of people. A person's number stands in the ledger; the name stands only here and can be erased."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Body, Post, Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind


class Person(models.Model):
    """One row is one person known to the instance. ``code`` is the roster number; erasure empties the name."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Users are found by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """One row is one account. It has no last sign-in on purpose: who signed in when is nobody's business."""

    last_login = None
    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = UserManager()

    def __str__(self) -> str:
        return self.username


class Membership(models.Model):
    """One row is one person's belonging to one unit, from a day to a day; at most one open in a tree."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    tree = models.CharField(max_length=16, choices=Tree.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MembershipKind.choices)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tree"],
                condition=Q(to_on__isnull=True),
                name="one_home_in_a_tree_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["unit", "to_on"], name="members_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.person} @ {self.unit}"


class PersonCategory(models.Model):
    """One row is one category of one person, from a day to a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="categories")
    category = models.CharField(max_length=16, choices=Category.choices)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"],
                condition=Q(to_on__isnull=True),
                name="a_category_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.category}"


class BodyMember(models.Model):
    """One row is one person in a working body or party group for a time; a party group may cross departments (R0-13)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="bodies")
    leads = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(to_on__isnull=True), name="in_a_body_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ∈ {self.body}"


class PostHolding(models.Model):
    """One row is one person on one post for a time."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(to_on__isnull=True), name="a_post_is_held_by_one")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"


class Responsibility(models.Model):
    """One row is one matter of one unit with exactly one answerable person, or none yet (R1-101)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    matter = models.CharField(max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "matter"], condition=Q(ended_on__isnull=True), name="a_matter_once_in_a_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.matter}"


class Role(models.Model):
    """One row is one role of one person on one unit for a time, reaching the subtree or the unit alone."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=RoleKind.choices)
    subtree = models.BooleanField(default=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(to_on__isnull=True),
                name="a_role_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} @ {self.unit}"


class SignInRefusal(models.Model):
    """One row is one refused sign-in, kept for the lock-out only and deleted when it has passed."""

    name_digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal at {self.at}"


class SignInLink(models.Model):
    """One row is one unused one-time link into the demo world; using it deletes it. Exists in a demo only."""

    token_digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"link of {self.user}"
