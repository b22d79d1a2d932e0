"""What meetings forget when a person is erased: their tasks, what they found in themself, and when they spoke."""

from taizhang.ground.people.models import Person
from taizhang.ground.records import actions as records
from taizhang.work.meetings.models import Progress, SelfLook, Spoken, Task

ERASED = "×"


def erase_words(*, person: Person) -> None:
    """Delete a person's place among the speakers and the words of and about their own tasks; rows and sums stay.

    Minutes are the meeting's words, not a person's; they stay with the unit. Posts nothing: no figure depends on a word.
    """
    Spoken.objects.filter(person=person).delete()
    found = SelfLook.objects.filter(person=person).values_list("record", flat=True)
    records.erase_words(records=list(found), titles=False)
    own = Task.objects.filter(person=person)
    records.erase_words(records=list(own.values_list("record", flat=True)))
    Progress.objects.filter(task__in=own).update(said=ERASED)
    own.update(text=ERASED)
