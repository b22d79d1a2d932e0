"""Pages of curriculum, asked for as a browser does, without a script."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from taizhang.ground.materials.models import Material, Reading, Topic
from taizhang.ground.people.models import Person
from taizhang.work.curriculum.actions.notes import monday_of
from taizhang.work.curriculum.models import GapNote, Note, NoteLook, QualityFlag, SelfCheck
from taizhang.work.curriculum.roster import sheet_of
from taizhang.work.curriculum.tests.stage import listed, must, own_topic, read, sums, topic
from taizhang.work.learning.models import Essay, OralAnswer, Session
from taizhang.work.learning.tests.study import close, plan
from tests.visitor import Visitor
from tests.world import World


def said(answer: HttpResponse) -> str:
    assert answer.status_code == 302, answer.content.decode()[-900:]
    return answer.headers["Location"]


@pytest.mark.requirement("R0-04", "R1-45", "R1-50")
def test_the_office_lists_a_must_item_and_a_member_reads_it_with_one_tap(world: World) -> None:
    office, member, secretary = (Visitor(world, one) for one in (world.office, world.member, world.secretary))
    programme = world.programme.record_id
    given = {"title": "简明读本", "issuer": "编写组", "doc_number": "第6号", "kind": "book", "priority": "main"}
    said(office.sends("curriculum:add_material", programme, **given))
    material = Material.objects.get()
    said(office.sends("curriculum:change_material", material.record_id, is_must="on"))
    page = member.opens("curriculum:catalogue", programme, query="?show=main")
    assert "简明读本" in page and "Must item" in page and "第6号" in page
    assert "简明读本" not in member.opens("curriculum:catalogue", programme, query="?show=further")
    assert reverse("curriculum:read", args=[material.record_id]) in member.opens("curriculum:my_panel")
    said(member.pressed("curriculum:read", material.record_id))
    assert Reading.objects.get().on == world.today
    assert "1 of 1 must items read" in member.opens("curriculum:my_panel")
    matrix = secretary.opens("curriculum:unit_readings", world.branch.pk)
    assert f'value="{material.pk}-{world.keeper.pk}"' in matrix
    assert f'value="{material.pk}-{world.member.pk}"' not in matrix
    ticks = [f"{material.pk}-{world.keeper.pk}"]
    said(secretary.sends("curriculum:unit_readings", world.branch.pk, read=ticks))
    assert Reading.objects.count() == 2
    member.opens("curriculum:unit_readings", world.branch.pk, status=403)
    assert office.client.get(reverse("curriculum:catalogue", args=[programme]) + "?export=xlsx").status_code == 200


@pytest.mark.requirement("R1-46")
def test_a_law_carries_the_version_in_force_and_a_reading_says_which(world: World) -> None:
    office, member = Visitor(world, world.office), Visitor(world, world.member)
    law = listed(world, "行政许可规定", kind="law")
    said(office.sends("curriculum:add_version", law.record_id, label="2004年版", from_on=world.days_ago(9)))
    assert "2004年版" in member.opens("curriculum:catalogue", world.programme.record_id)
    said(member.pressed("curriculum:read", law.record_id))
    assert "2004年版" in member.opens("curriculum:material", law.record_id)
    early = office.sends("curriculum:add_version", law.record_id, label="更早", from_on=world.days_ago(20))
    assert early.status_code == 422 and "comes into force after" in early.content.decode()


@pytest.mark.requirement("R2-25")
def test_a_unit_sets_a_speech_as_a_task_for_all_staff(world: World) -> None:
    secretary, staff = Visitor(world, world.secretary), Visitor(world, world.activist)
    query = f"?unit={world.branch.pk}"
    given = {"title": "在年会上的讲话", "is_must": "on", "for_all_staff": "on", "due_on": world.today}
    programme = world.programme.record_id
    said(secretary.sends("curriculum:add_material", programme, query=query, **given))
    task = Material.objects.get()
    assert (task.kind, task.is_must, task.unit) == ("speech", True, world.branch)
    assert "在年会上的讲话" in staff.opens("curriculum:my_panel")
    assert world.activist.name in secretary.opens("curriculum:unit_readings", world.branch.pk)


@pytest.mark.requirement("R1-48", "R1-49", "R1-159")
def test_four_plus_one_texts_before_the_seminar_and_done_by_it(world: World) -> None:
    office, secretary = Visitor(world, world.office), Visitor(world, world.secretary)
    programme, text = world.programme.record_id, must(world, "专题文章")
    said(office.sends("curriculum:add_topic", programme, name="为谁服务", texts=[text.pk]))
    common = Topic.objects.get()
    assert "2 units have no own topic yet" in office.opens("curriculum:topics", programme, query="?show=without")
    said(secretary.sends("curriculum:add_own_topic", world.branch.pk, programme, name="岗位规程"))
    second = secretary.sends("curriculum:add_own_topic", world.branch.pk, programme, name="又一个")
    assert second.status_code == 422 and "already" in second.content.decode()
    own = Topic.objects.exclude(pk=common.pk).get()
    times = {"on": world.days_ago(2), "starts_at": "09:00", "ends_at": "11:00", "form": "discussion"}
    early = secretary.sends("learning:plan", world.branch.pk, topic_of=own.pk, topic="", **times)
    assert "The common topics come first" in early.content.decode()
    said(secretary.sends("learning:plan", world.branch.pk, topic_of=common.pk, topic="", **times))
    seminar = Session.objects.get()
    assert "not read yet" in secretary.opens("learning:session", seminar.record_id)
    said(secretary.sends("learning:roll_call", seminar.record_id))
    assert "1 of 2 topics done" in secretary.opens("curriculum:unit_topics", world.branch.pk, programme)
    assert world.branch.name in office.opens("curriculum:topic", common.record_id)
    said(secretary.sends("learning:plan", world.branch.pk, topic_of=own.pk, topic="", **times))


@pytest.mark.requirement("R1-41", "R1-56")
def test_notes_are_written_and_every_week_looked_at(world: World) -> None:
    member, secretary = Visitor(world, world.member), Visitor(world, world.secretary)
    said(member.sends("curriculum:write_note", title="第一章", text="学了第一章。"))
    note = Note.objects.get()
    people = sheet_of(world.branch)
    assert world.cannot_write not in people
    sheet = secretary.opens("curriculum:note_sheet", world.branch.pk)
    assert "第一章" in sheet and f"0 of {len(people)} looked at" in sheet
    others = [one.pk for one in people if one != world.keeper]
    comment = {f"c{world.member.pk}": "抓住了要点。"}
    said(secretary.sends("curriculum:note_sheet", world.branch.pk, looked=others, **comment))
    assert f"{len(people) - 1} of {len(people)} looked at" in secretary.opens("curriculum:note_sheet", world.branch.pk)
    panel = secretary.opens("curriculum:branch_panel", world.branch.pk)
    assert f"{len(people) - 1} of {len(people)} looked at" in panel
    assert "抓住了要点。" in member.opens("curriculum:note", note.record_id)
    said(secretary.sends("curriculum:note_sheet", world.branch.pk, all="1"))
    assert NoteLook.objects.count() == len(people)
    assert NoteLook.objects.get(person=world.member).comment == "抓住了要点。"
    assert sums("notes_reviewed")["notes_reviewed", "done", world.branch.pk, 0] == len(people)
    empty = member.sends("curriculum:write_note", title="", text="")
    assert empty.status_code == 422
    odd = f"?week={monday_of(world.today).isoformat()}x"
    assert "looked at" in secretary.opens("curriculum:note_sheet", world.branch.pk, query=odd)


@pytest.mark.requirement("R0-14")
def test_a_group_leader_notes_the_check_of_the_group(world: World) -> None:
    leads = world.party_group and Person.objects.filter(bodies__body=world.party_group, bodies__leads=True).first()
    visitor = Visitor(world, leads or world.secretary)
    query = f"?group={world.party_group.pk}"
    people = [one.pk for one in sheet_of(world.branch, group=world.party_group, whole=True)]
    given = {"checked": people, "passed": people[1:], "remarks": "一份要补。"}
    place = said(visitor.sends("curriculum:add_check", world.branch.pk, query=query, **given))
    check = SelfCheck.objects.get()
    assert (check.checked, check.passed, check.group) == (len(people), len(people) - 1, world.party_group)
    assert "一份要补。" in Visitor(world, world.secretary).client.get(place).content.decode()


@pytest.mark.requirement("R4-34")
def test_a_gap_note_is_seen_by_its_writer_alone_and_erased_on_demand(world: World) -> None:
    exemplar = listed(world, "一位老水工", kind="exemplar_near")
    member = Visitor(world, world.member)
    assert reverse("curriculum:gap", args=[exemplar.record_id]) in member.opens(
        "curriculum:material", exemplar.record_id
    )
    said(member.sends("curriculum:gap", exemplar.record_id, words="我走得太早。"))
    assert "我走得太早。" in member.opens("curriculum:gap", exemplar.record_id)
    assert "我走得太早。" not in Visitor(world, world.secretary).opens("curriculum:gap", exemplar.record_id)
    said(member.sends("curriculum:gap", exemplar.record_id, words=""))
    assert not GapNote.objects.exists()


@pytest.mark.requirement("R1-65")
def test_a_concern_names_its_help_and_stays_in_the_branch(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    given = {"person": world.member.pk, "concern": "shallow", "help": "结对学习"}
    said(secretary.sends("curriculum:concerns", world.branch.pk, **given))
    assert "结对学习" in secretary.opens("curriculum:concerns", world.branch.pk)
    for stranger in (world.office, world.principal, world.supervisor, world.keeper):
        Visitor(world, stranger).opens("curriculum:concerns", world.branch.pk, status=403)
    said(secretary.pressed("curriculum:settle_concern", QualityFlag.objects.get().pk))


@pytest.mark.requirement("R1-40", "R1-42", "R1-43")
def test_essays_go_to_the_right_reader_and_only_a_programme_that_says_so_asks_for_a_length(world: World) -> None:
    office, secretary, principal = (Visitor(world, one) for one in (world.office, world.secretary, world.principal))
    leader = Visitor(world, world.leading_cadre)
    said(office.sends("learning:essay_rules", world.programme.record_id, characters=3000, papers=2))
    assert world.requirements["essays_full_length"].numerator == 2
    for length in (2999, 3000):
        said(leader.sends("learning:hand_in_essay", title=f"{length}", text="学，" * length))
    secretary.opens("learning:essay", Essay.objects.get(title="3000").record_id, status=403)
    for essay in Essay.objects.all():
        given = {
            "accepted": "yes",
            "comment": "联系岗位。",
            "about_unit": "on",
            "about_post": "on",
            "own_thinking": "on",
        }
        said(principal.sends("learning:essay", essay.record_id, **given))
    page = leader.opens("learning:essay", Essay.objects.get(title="3000").record_id)
    assert "联系岗位。" in page and "Speaks of the own post" in page and re.search(r"3,?000 characters", page)
    member = Visitor(world, world.member)
    said(member.sends("learning:hand_in_essay", title="短", text="学了。"))
    own = Essay.objects.get(title="短")
    said(secretary.sends("learning:essay", own.record_id, accepted="yes", comment="好。"))
    about = f"{world.cannot_write.pk}-{world.programme.pk}"
    said(secretary.sends("learning:oral_answers", world.branch.pk, about=about, held="yes"))
    assert OralAnswer.objects.get().is_held
    assert "held" in secretary.opens("learning:oral_answers", world.branch.pk)


def test_pages_without_anything_say_what_comes_next(world: World) -> None:
    office, member, secretary = (Visitor(world, one) for one in (world.office, world.member, world.secretary))
    programme = world.programme.record_id
    assert "List a material" in office.opens("curriculum:catalogue", programme)
    assert "Add a common topic" in office.opens("curriculum:topics", programme)
    assert "Nothing is listed for you" in member.opens("curriculum:mine")
    assert "Nobody owes a reading" in secretary.opens("curriculum:unit_readings", world.branch.pk)
    member.opens("curriculum:programme_panel", programme)


def test_a_session_page_names_what_it_used(world: World) -> None:
    material = must(world, "党史电教片", kind="film")
    read(world, material, world.keeper)
    session = close(world, plan(world, materials=[material], topic_of=topic(world)))
    page = Visitor(world, world.secretary).opens("learning:session", session.record_id)
    assert "党史电教片" in page and "作风建设" in page
    own_topic(world)
