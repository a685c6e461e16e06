"""A proposal of many records is one entry: read, accepted in portions, declined and undone as one."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from hub import celery
from records import publishing
from records.choices import ProposalOrigin, RevisionKind, RevisionState
from records.models import Proposal, Revision
from records.permissions import EDITOR, PUBLISHER
from records.publishing.proposals import bulk
from records.snapshots import build_snapshots
from stats import tasks
from tests.factories import make_city, make_city_figure, writing
from tests.records.proposals.test_proposals import make_user
from tests.records.test_publication_log import MODELS, check_the_log

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def editor(db) -> User:
    return make_user(EDITOR)


@pytest.fixture
def publisher(db) -> User:
    return make_user(PUBLISHER)


@pytest.fixture
def cities(db) -> list[City]:
    return [make_city(f"city-no-{number}", name_en=f"City {number}") for number in range(5)]


def build_rows(cities, **values) -> list[publishing.ProposedRow]:
    snapshots = build_snapshots(City, [city.pk for city in cities])
    present = City.objects.in_bulk(list(snapshots))
    return [
        publishing.ProposedRow(
            City, pk, present[pk].slug, "published", {**data, **values}, present[pk].version
        )
        for pk, data in snapshots.items()
    ]


def create(editor, cities, **values) -> Proposal:
    return publishing.create_proposal(editor, build_rows(cities, **values), reason="A list.", title="Five")


def start(publisher, proposal) -> None:
    publishing.start_acceptance(publisher, proposal, kind=RevisionKind.UPDATE)


def names() -> list[str]:
    return list(City.objects.order_by("slug").values_list("name_en", flat=True))


def test_a_batch_is_created_in_as_many_queries_for_many_rows_as_for_few(editor, cities):
    counts = []
    for chosen in (cities[:2], cities):
        rows = build_rows(chosen, name_en="Same")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            publishing.create_proposal(User.objects.get(pk=editor.pk), rows, reason="A list.")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_batch_is_written_in_portions_and_goes_on_after_a_killed_worker(
    editor, publisher, cities, monkeypatch
):
    monkeypatch.setattr(bulk, "PORTION", 2)
    proposal = create(editor, cities, name_en="Same")
    assert publishing.write_portions() == 0
    start(publisher, proposal)
    publishing.write_portions(1)
    assert names().count("Same") == 2
    assert proposal.revisions.filter(state=RevisionState.APPLIED).count() == 2
    publishing.write_portions()  # another worker
    assert names() == ["Same"] * 5
    proposal.refresh_from_db()
    assert (proposal.state, proposal.is_in_progress, proposal.problems) == ("accepted", False, {})
    assert Revision.objects.written().filter(proposal=proposal, writer="editor").count() == 5
    check_the_log(MODELS)


def deadlock(statement: str, times: int):
    """Let the database find so many deadlocks in statements with these words."""
    left = [times]

    def execute(execute, sql, *args):
        if statement in sql and left[0]:
            left[0] -= 1
            error = OperationalError("deadlock detected")
            error.__cause__ = type("Cause", (Exception,), {"pgcode": "40P01"})()
            raise error
        return execute(sql, *args)

    return connection.execute_wrapper(execute)


@pytest.mark.parametrize("statement", ['WHERE "records_proposal"."id" = ', 'UPDATE "cities_city"'])
def test_a_batch_is_written_whole_though_others_write_the_same_records(editor, publisher, cities, statement):
    proposal = create(editor, cities, name_en="Same")
    start(publisher, proposal)
    with deadlock(statement, times=3):
        tasks.write_accepted_proposals()
    assert names() == ["Same"] * 5
    proposal.refresh_from_db()
    assert (proposal.size, proposal.is_in_progress) == (5, False)
    assert not Proposal.objects.waiting().exists()


def test_a_worker_that_meets_one_deadlock_after_the_other_leaves_the_batch_to_the_next(
    editor, publisher, cities
):
    proposal = create(editor, cities, name_en="Same")
    start(publisher, proposal)
    with deadlock('UPDATE "cities_city"', times=1_000):
        tasks.write_accepted_proposals()
    assert "Same" not in names()
    assert not Proposal.objects.waiting().exists()
    tasks.write_accepted_proposals()
    assert names() == ["Same"] * 5


def test_a_task_that_runs_every_few_seconds_writes_what_was_accepted(editor, publisher, cities):
    proposal = create(editor, cities, name_en="Same")
    tasks.write_accepted_proposals()
    assert "Same" not in names()
    start(publisher, proposal)
    tasks.write_accepted_proposals()
    tasks.write_accepted_proposals()  # it may run twice
    assert names() == ["Same"] * 5
    assert Revision.objects.written().filter(proposal=proposal).count() == 5
    (entry,) = [
        each
        for each in celery.app.conf.beat_schedule.values()
        if each["task"] == tasks.write_accepted_proposals.name
    ]
    assert entry["schedule"] <= 10


def test_with_one_row_that_can_not_be_public_nothing_is_written(editor, publisher, cities):
    rows = build_rows(cities, name_en="Same")
    rows[3].data["name_en"] = ""
    proposal = publishing.create_proposal(editor, rows)
    start(publisher, proposal)
    publishing.write_portions()
    proposal.refresh_from_db()
    assert "Same" not in names()
    assert (proposal.state, proposal.is_in_progress, proposal.decider) == ("proposed", False, "")
    bad = proposal.revisions.get(slug="city-no-3")
    assert list(proposal.problems) == [str(bad.pk)]
    assert publishing.take_out_rows(publisher, proposal, [bad.pk], "It has no name.") == 1
    assert (proposal.size, proposal.problems) == (4, {})
    start(publisher, proposal)
    publishing.write_portions()
    assert names().count("Same") == 4
    bad.refresh_from_db()
    assert bad.state == RevisionState.DECLINED
    check_the_log(MODELS)


def test_rows_that_changed_after_the_check_wait_for_a_decision_of_their_own(
    editor, publisher, cities, monkeypatch
):
    monkeypatch.setattr(bulk, "PORTION", 2)
    proposal = create(editor, cities, name_en="Same")
    start(publisher, proposal)
    publishing.write_portions(1)
    last = City.objects.get(slug="city-no-4")
    with writing() as changes:
        last.name_en = "Another"
        changes.save(last)
    with writing() as changes:
        changes.delete(City.objects.get(slug="city-no-3"))
    publishing.write_portions()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.is_in_progress, proposal.size) == ("accepted", False, 3)
    rest = Proposal.objects.waiting().get()
    assert (rest.writer, rest.title, rest.size) == ("editor", "Five", 2)
    rows = rest.revisions.order_by("slug")
    assert [row.slug for row in rows] == ["city-no-3", "city-no-4"]
    assert set(rest.problems) == {str(row.pk) for row in rows}
    assert "Name" in rest.problems[str(rows[1].pk)]
    assert names() == ["Same", "Same", "Same", "Another"]


def test_a_batch_of_an_account_that_lost_its_rights_waits_again(editor, publisher, cities, monkeypatch):
    monkeypatch.setattr(bulk, "PORTION", 2)
    proposal = create(editor, cities, name_en="Same")
    start(publisher, proposal)
    publishing.write_portions(1)
    publisher.groups.clear()
    publishing.write_portions()
    assert names().count("Same") == 2
    assert Proposal.objects.waiting().get().size == 3
    publishing.start_acceptance(make_user(PUBLISHER, "new"), Proposal.objects.waiting().get(), kind="update")
    User.objects.filter(username="new").update(is_active=False)
    publishing.write_portions()
    assert names().count("Same") == 2
    assert Proposal.objects.waiting().get().size == 3


def test_the_author_takes_rows_out_and_nobody_else_but_a_publisher(editor, publisher, cities):
    proposal = create(editor, cities, name_en="Same")
    rows = list(proposal.revisions.order_by("pk"))
    with pytest.raises(publishing.DecisionError):
        publishing.take_out_rows(make_user(EDITOR, "another"), proposal, [rows[0].pk])
    assert publishing.take_out_rows(editor, proposal, [rows[0].pk]) == 1
    assert publishing.take_out_rows(publisher, proposal, [row.pk for row in rows[1:]], "No.") == 4
    assert (proposal.state, proposal.comment, proposal.size) == ("declined", "No.", 4)


def test_the_author_finds_the_rows_that_were_taken_out_and_why(editor, publisher, cities):
    proposal = create(editor, cities, name_en="Same")
    rows = list(proposal.revisions.order_by("pk"))
    with pytest.raises(publishing.DecisionError, match="reason"):
        publishing.take_out_rows(publisher, proposal, [rows[0].pk], " ")
    assert publishing.take_out_rows(publisher, proposal, [row.pk for row in rows[:2]], "Of 2019.") == 2
    assert (proposal.state, proposal.size) == ("proposed", 3)
    back = Proposal.objects.get(by=editor, state="declined")
    assert (back.title, back.reason, back.size) == ("Five", "A list.", 2)
    assert (back.comment, back.decider) == ("Of 2019.", "publisher")
    assert list(back.revisions.order_by("pk").values_list("pk", "state")) == [
        (row.pk, "declined") for row in rows[:2]
    ]
    publishing.accept_proposal(publisher, proposal, kind=RevisionKind.UPDATE)
    assert names().count("Same") == 3
    check_the_log(MODELS)


def test_what_the_author_takes_out_was_taken_back(editor, cities):
    proposal = create(editor, cities, name_en="Same")
    row = proposal.revisions.order_by("pk").first()
    publishing.take_out_rows(editor, proposal, [row.pk])
    assert Proposal.objects.get(revisions=row).state == "withdrawn"
    assert not Proposal.objects.filter(state="declined").exists()


@pytest.mark.parametrize("key", [10**30, -(10**30), 0])
def test_a_key_of_no_row_takes_nothing_out(publisher, editor, cities, key):
    proposal = create(editor, cities, name_en="Same")
    assert publishing.take_out_rows(publisher, proposal, [key], "No.") == 0
    assert (proposal.size, Proposal.objects.count()) == (5, 1)


def test_a_batch_is_undone_as_one_and_later_changes_stay(editor, publisher, cities):
    before = names()
    proposal = create(editor, cities, name_en="Same")
    publishing.accept_proposal(publisher, proposal, kind=RevisionKind.UPDATE)
    make_city_figure(City.objects.get(slug="city-no-0"), "area", value=7)
    undo = publishing.propose_undo(editor, proposal, reason="The list was old.")
    assert (undo.origin, undo.size) == (ProposalOrigin.UNDO, 5)
    assert names() == ["Same"] * 5
    publishing.accept_proposal(publisher, undo, kind=RevisionKind.UPDATE)
    assert names() == before
    assert City.objects.get(slug="city-no-0").key_facts.count() == 1
    check_the_log(MODELS)


def test_what_was_created_deleted_and_renamed_is_undone(editor, publisher, cities):
    first, second, *_rest = cities
    with publishing.proposal_transaction(editor) as changes:
        changes.delete(City.objects.get(pk=first.pk))
        changes.rename(City.objects.get(pk=second.pk), "renamed")
        make = City(slug="new-city", kind="prefecture_level", country="CN", region=second.region,
                    name_en="New", name_zh_hans="新")  # fmt: skip
        changes.save(make)
        changes.set_related(make, "sources", list(second.sources.all()))
        changes.publish(make)
    publishing.accept_proposal(publisher, changes.proposal, kind=RevisionKind.UPDATE)
    slugs = set(City.objects.values_list("slug", flat=True))
    assert "renamed" in slugs
    assert "new-city" in slugs
    assert first.slug not in slugs
    undo = publishing.propose_undo(editor, changes.proposal)
    publishing.accept_proposal(publisher, undo, kind=RevisionKind.UPDATE)
    assert set(City.objects.published().values_list("slug", flat=True)) == {city.slug for city in cities}
    assert City.objects.get(slug=first.slug).pk == first.pk
    check_the_log(MODELS)
