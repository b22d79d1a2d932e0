"""What learning forgets when a person is erased: the words of their essays, self-study and make-ups."""

from taizhang.ground.people.models import Person
from taizhang.ground.records import actions as records
from taizhang.work.learning.models import Essay, HomeLesson, MakeUp, Presented, SelfStudy

ERASED = "×"


def erase_words(*, person: Person) -> None:
    """Delete titles, texts and comments of a person's essays, what they studied alone and presented; the rows and sums stay.

    Posts nothing: no figure depends on a word (settled question 4).
    """
    rows = [
        model._default_manager.filter(person=person).values_list("record", flat=True)
        for model in (Essay, SelfStudy, MakeUp, HomeLesson)
    ]
    records.erase_words(records=[number for numbers in rows for number in numbers])
    Essay.objects.filter(person=person).update(title=ERASED)
    SelfStudy.objects.filter(person=person).update(material=ERASED)
    HomeLesson.objects.filter(person=person).update(material=ERASED)
    Presented.objects.filter(person=person).update(topic=ERASED)
