"""The kinds of fact of members and contact with them."""

from taizhang.ledger.measures import Kind, Measure, of_a_member
from taizhang.lib.words import Words

# Ways of seeking a member, routine work, the steps of a new member; the words stand in work/membership.
CONTACT_WAYS = ("visit", "letter", "phone")
ROUTINES = ("leaders", "members", "public", "floating")
MEMBER_STEPS = ("application", "activist", "target", "probationary", "full")

KINDS = (
    of_a_member("membership.contact_attempted", Words("联系党员", "聯繫黨員", "Contact attempted"), codes=CONTACT_WAYS),
    of_a_member("membership.contact_made", Words("联系上", "聯繫上", "Contact made"), codes=(*CONTACT_WAYS, "self")),
    of_a_member("membership.step_passed", Words("发展步骤", "發展步驟", "Step passed"), codes=MEMBER_STEPS),
    Kind("membership.routine_done", Words("经常性工作", "經常性工作", "Routine done"), Measure.TIMES, codes=ROUTINES),
)
