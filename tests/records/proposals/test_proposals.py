"""A change of what is public is proposed: nothing of it is written until another person accepts it."""

import pytest
from django.contrib.auth.models import Group, User

from cities.models import City
from records import publishing
from records.choices import ProposalState, RevisionKind, RevisionState
from records.models import ContentVersion, Proposal, Publication, Record, Revision, Source
from records.permissions import CONTRIBUTOR, EDITOR, PUBLISHER, READER, NotPermitted, SystemWriter
from records.snapshots import build_snapshots
from tests.factories import make_city, make_city_figure, make_source, writing
from tests.records.test_publication_log import MODELS, check_the_log

pytestmark = pytest.mark.both_databases


def make_user(role: str, name: str = "") -> User:
    user = User.objects.create_user(name or role.lower(), password="pw", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def editor(db) -> User:
    return make_user(EDITOR)


@pytest.fixture
def publisher(db) -> User:
    return make_user(PUBLISHER)


@pytest.fixture
def city(db) -> City:
    city = make_city("datong", name_en="Datong")
    make_city_figure(city, "area", value=10)
    make_city_figure(city, "water", label_en="Water", value=5)
    city.refresh_from_db()
    return city


def snapshot(record: Record) -> dict:
    return build_snapshots(type(record), [record.pk])[record.pk]


def propose_name(user, city: City, name: str, **note) -> Proposal:
    with publishing.proposal_transaction(user, **note) as changes:
        city = City.objects.get(pk=city.pk)
        city.name_en = name
        changes.save(city)
    assert changes.proposal
    return changes.proposal


def change_name(user, proposal: Proposal, name: str) -> None:
    with publishing.proposal_revision(user, proposal) as changes:
        city = City.objects.get()
        city.name_en = name
        changes.save(city)


def write(user, change) -> None:
    with publishing.publication_transaction(user) as changes:
        change(changes)


def accept(user, proposal: Proposal, **more):
    return publishing.accept_proposal(user, proposal, kind=RevisionKind.UPDATE, **more)


def test_a_proposal_changes_nothing_that_anybody_reads(city, editor):
    before = snapshot(city), city.version, ContentVersion.objects.get().number
    written = list(Revision.objects.written().values_list("pk", flat=True))
    proposal = propose_name(editor, city, "Datong City", reason="As its notice says.")
    city.refresh_from_db()
    assert (snapshot(city), city.version, ContentVersion.objects.get().number) == before
    assert list(Revision.objects.written().values_list("pk", flat=True)) == written
    assert (proposal.state, proposal.writer, proposal.size) == ("proposed", "editor", 1)
    row = proposal.revisions.get()
    assert (row.state, row.base_version, row.data["name_en"]) == ("proposed", city.version, "Datong City")
    assert Revision.objects.of(city).first().data["name_en"] == "Datong"
    check_the_log(MODELS)


def test_an_accepted_proposal_is_public_in_the_name_of_its_author(city, editor, publisher):
    proposal = propose_name(editor, city, "Datong City", reason="As its notice says.")
    changes = publishing.accept_proposal(
        publisher, proposal, kind=RevisionKind.CORRECTION, comment="Thank you."
    )
    assert [row.slug for row in changes.publications] == ["datong"]
    revision = Revision.objects.of(city).first()
    assert (revision.writer, revision.reason, revision.kind) == (
        "editor",
        "As its notice says.",
        "correction",
    )
    assert revision.proposal == proposal
    assert Publication.objects.current().get(slug="datong").data["name_en"] == "Datong City"
    assert (proposal.state, proposal.decider, proposal.comment) == ("accepted", "publisher", "Thank you.")
    assert proposal.revisions.get(state=RevisionState.APPLIED).object_id == city.pk
    check_the_log(MODELS)


def test_parts_are_proposed_with_their_record(city, editor, publisher):
    with publishing.proposal_transaction(editor) as changes:
        area, water = city.key_facts.order_by("position", "pk")
        area.value = 20
        changes.save(area)
        changes.delete(water)
    assert [int(figure.value) for figure in city.key_facts.all()] == [10, 5]
    accept(publisher, changes.proposal)
    assert [(f.key, int(f.value)) for f in city.key_facts.all()] == [("area", 20)]
    assert area.pk == city.key_facts.get().pk
    check_the_log(MODELS)


def test_what_could_not_be_public_is_refused_when_it_is_proposed(city, editor):
    with pytest.raises(publishing.PublishingError):
        propose_name(editor, city, "")
    assert not Proposal.objects.exists()


def test_nothing_changed_is_no_proposal(city, editor):
    with publishing.proposal_transaction(editor) as changes:
        changes.save(city)
    assert changes.proposal is None


@pytest.mark.parametrize(
    ("role", "may"), [(READER, False), (CONTRIBUTOR, True), (EDITOR, True), (PUBLISHER, True)]
)
def test_contributors_editors_and_publishers_propose(city, role, may):
    user = make_user(role, "somebody")
    if may:
        assert propose_name(user, city, "Other").writer == "somebody"
    else:
        with pytest.raises(NotPermitted):
            propose_name(user, city, "Other")


@pytest.mark.parametrize("role", [CONTRIBUTOR, EDITOR])
def test_who_may_not_publish_may_neither_accept_nor_decline(city, editor, role):
    proposal, user = propose_name(editor, city, "Other"), make_user(role, "somebody")
    assert publishing.find_obstacle(user, proposal)
    with pytest.raises(publishing.DecisionError):
        accept(user, proposal)
    with pytest.raises(publishing.DecisionError):
        publishing.decline_proposal(user, proposal, "No.")


def test_a_declined_proposal_has_a_reason_and_is_never_written(city, editor, publisher):
    proposal = propose_name(editor, city, "Other")
    with pytest.raises(publishing.DecisionError):
        publishing.decline_proposal(publisher, proposal, " ")
    publishing.decline_proposal(publisher, proposal, "The notice says otherwise.")
    assert (proposal.state, proposal.comment) == ("declined", "The notice says otherwise.")
    assert proposal.revisions.get().state == RevisionState.DECLINED
    for decide in (
        lambda: accept(publisher, proposal),
        lambda: publishing.withdraw_proposal(editor, proposal),
    ):
        with pytest.raises(publishing.DecisionError):
            decide()
    assert City.objects.get(pk=city.pk).name_en == "Datong"


def test_only_its_author_takes_a_proposal_back(city, editor, publisher):
    proposal = propose_name(editor, city, "Other")
    with pytest.raises(publishing.DecisionError):
        publishing.withdraw_proposal(publisher, proposal)
    publishing.withdraw_proposal(editor, proposal)
    assert proposal.state == ProposalState.WITHDRAWN


def test_a_preview_shows_it_and_leaves_nothing(city, editor, client):
    proposal = propose_name(editor, city, "Datong the Great")
    before = ContentVersion.objects.get().number, Publication.objects.count()
    with publishing.open_preview(proposal):
        assert "Datong the Great" in client.get("/en/cities/datong/").content.decode()
        assert Publication.objects.current().get(slug="datong").data["name_en"] == "Datong the Great"
    assert "Datong the Great" not in client.get("/en/cities/datong/").content.decode()
    assert (ContentVersion.objects.get().number, Publication.objects.count()) == before
    with publishing.open_preview(proposal, is_public=False):
        shown = City.objects.get(pk=city.pk)
        assert (shown.name_en, shown.version) == ("Datong the Great", city.version)
    check_the_log(MODELS)


def test_whoever_changed_a_proposal_last_does_not_accept_it(city, editor, publisher, settings):
    settings.FOUR_EYES = True
    other = make_user(PUBLISHER, "another")
    proposal = propose_name(editor, city, "Datong Cty")
    change_name(publisher, proposal, "Datong City")
    assert (proposal.changer, proposal.writer) == ("publisher", "editor")
    with pytest.raises(publishing.DecisionError, match="You changed this"):
        accept(publisher, proposal)
    change_name(editor, proposal, "Datong the City")
    assert (proposal.changed_by, proposal.changer) == (None, "")
    change_name(other, proposal, "Datong the Town")
    accept(publisher, proposal)
    assert City.objects.get(pk=city.pk).name_en == "Datong the Town"


def test_who_changes_nothing_is_not_named(city, editor, publisher):
    proposal = propose_name(editor, city, "Datong City")
    change_name(publisher, proposal, "Datong City")
    assert (proposal.changer, proposal.revisions.get().writer) == ("", "editor")


def test_whoever_wrote_into_a_proposed_draft_does_not_accept_it(editor, publisher, settings):
    settings.FOUR_EYES = True
    make_user(PUBLISHER, "another")
    draft = make_city("linfen", publish=False)
    with publishing.proposal_transaction(editor) as changes:
        changes.publish(City.objects.get(pk=draft.pk))
    assert publishing.find_obstacle(publisher, changes.proposal) == ""
    draft.refresh_from_db()
    draft.name_en = "Not what was proposed"
    write(publisher, lambda writing: writing.save(draft))
    with pytest.raises(publishing.DecisionError, match="You changed this after it was proposed"):
        accept(publisher, changes.proposal)
    assert not City.objects.published().exists()


def test_its_author_changes_a_proposal_that_waits(city, editor, publisher):
    proposal = propose_name(editor, city, "Datong Cty")
    change_name(editor, proposal, "Datong City")
    assert proposal.revisions.get().data["name_en"] == "Datong City"
    with (
        pytest.raises(publishing.DecisionError),
        publishing.proposal_revision(make_user(EDITOR, "another"), proposal),
    ):
        pass
    accept(publisher, proposal)
    assert City.objects.get(pk=city.pk).name_en == "Datong City"


# -- two persons ------------------------------------------------------------------------------------


def test_with_four_eyes_nobody_changes_what_is_public_alone(city, publisher, settings):
    settings.FOUR_EYES = True
    draft = make_city("linfen", publish=False)
    for change in (
        lambda changes: changes.touch(city),
        lambda changes: changes.publish(draft),
        lambda changes: changes.rename(City.objects.get(pk=city.pk), "datong-city"),
        lambda changes: changes.delete(City.objects.get(pk=city.pk)),
        lambda changes: changes.withdraw(City.objects.get(pk=city.pk)),
    ):
        with pytest.raises(publishing.PublishingError, match="Another person"):
            write(publisher, change)
    assert City.objects.published().filter(slug="datong").exists()
    draft.refresh_from_db()
    draft.name_en = "A draft"
    write(publisher, lambda changes: changes.save(draft))


def test_with_four_eyes_the_author_does_not_accept(city, publisher, settings):
    settings.FOUR_EYES = True
    other = make_user(PUBLISHER, "another")
    proposal = propose_name(publisher, city, "Other")
    assert publishing.find_obstacle(publisher, proposal) == "You wrote this, so somebody else accepts it."
    with pytest.raises(publishing.DecisionError):
        accept(publisher, proposal, alone_reason="I am in a hurry.")
    accept(other, proposal)
    assert City.objects.get(pk=city.pk).name_en == "Other"


def test_the_only_publisher_publishes_alone_with_a_reason_and_somebody_looks_again(city, publisher, settings):
    settings.FOUR_EYES = True
    assert publishing.count_active_publishers() == 1
    proposal = propose_name(publisher, city, "Other")
    assert publishing.is_publishing_alone(publisher, proposal)
    with pytest.raises(publishing.DecisionError):
        accept(publisher, proposal)
    accept(publisher, proposal, alone_reason="Everybody is away.")
    assert list(Proposal.objects.unread()) == [proposal]
    with pytest.raises(publishing.DecisionError):
        publishing.mark_read(publisher, proposal)
    publishing.mark_read(make_user(PUBLISHER, "another"), proposal)
    assert (proposal.reader, proposal.alone_reason) == ("another", "Everybody is away.")
    assert not Proposal.objects.unread().exists()


def test_accounts_that_may_not_sign_in_are_no_publishers(publisher):
    for number, values in enumerate(({"is_active": False}, {"is_staff": False})):
        other = make_user(PUBLISHER, f"other-{number}")
        User.objects.filter(pk=other.pk).update(**values)
    locked = make_user(PUBLISHER, "locked")
    locked.set_unusable_password()
    locked.save()
    assert publishing.count_active_publishers() == 1


def test_a_draft_is_published_with_its_draft_sources(editor, publisher, db):
    source = make_source("a-draft-source")
    with writing() as changes:
        changes.withdraw(source)
    city = make_city("linfen", publish=False, lists={"sources": [source]})
    source.refresh_from_db()
    with publishing.proposal_transaction(editor) as changes:
        new = Source(slug="new", title="New", publisher="A ministry", language="en", kind="page",
                     url="https://example.org/new", published="2020")  # fmt: skip
        changes.save(new)
        changes.set_related(city, "sources", [source, new])
        changes.publish(city, source, new)
    assert not Source.objects.filter(slug="new").exists()
    assert changes.proposal.size == 3
    assert changes.proposal.revisions.get(slug="new").object_id is None
    accept(publisher, changes.proposal)
    city.refresh_from_db()
    assert city.is_published
    assert [each.slug for each in city.sources.all()] == ["a-draft-source", "new"]
    assert (
        changes.proposal.revisions.get(slug="new", state="applied").object_id
        == Source.objects.get(slug="new").pk
    )
    check_the_log(MODELS)


def test_a_command_takes_back_what_it_proposed(city):
    proposal = propose_name(SystemWriter("load_content"), city, "Other")
    assert (proposal.by, proposal.writer) == (None, "load_content")
    publishing.withdraw_proposal(SystemWriter("load_content"), proposal)
    assert proposal.state == ProposalState.WITHDRAWN
