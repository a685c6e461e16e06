"""Proposals in any order, by several people: nothing is lost, and nobody goes past their role."""

import random
import threading
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction

from cities.models import City, CityFigure
from records import publishing
from records.choices import ProposalState, RevisionKind, RevisionState, Status
from records.models import Proposal, Publication, Revision
from records.permissions import CONTRIBUTOR, EDITOR, PUBLISHER, READER, NotPermitted
from records.publishing.proposals.merge import TAKE_PROPOSED
from records.publishing.restoration import restore_revision
from records.snapshots import build_snapshots, fill_snapshot
from tests.factories import make_city, make_city_figure
from tests.records.proposals.test_proposals import make_user
from tests.records.test_publication_log import MODELS, check_the_log
from tests.records.test_writers import Writer, only_postgresql

pytestmark = [pytest.mark.both_databases, pytest.mark.content_listeners]

REFUSALS = (
    publishing.PublishingError,
    publishing.ProposalConflict,
    publishing.DecisionError,
    NotPermitted,
    IntegrityError,
    ObjectDoesNotExist,  # somebody else has deleted it
)
#: Fields that steps give unique values, so that a value says which proposal it is from.
FIELDS = ("name_en", "name_zh_hans", "wikidata")


@dataclass
class Desk:
    """What several people do at random. Each proposal gives one field of a city or figure a unique value."""

    seed: int
    #: Value by the proposal that would write it.
    values: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def act(self) -> None:
        user = self.random.choice(list(User.objects.order_by("pk")))
        doing = self.random.choice(
            [self.propose, self.propose, self.edit, self.accept, self.accept, self.decline, self.take_back,
             self.restore, self.rename, self.delete, self.withdraw, self.publish, self.change_part, self.undo]
        )  # fmt: skip
        with suppress(*REFUSALS):
            doing(user)

    def pick(self, rows):
        rows = list(rows)
        return self.random.choice(rows) if rows else None

    def pick_city(self) -> City:
        return self.pick(City.objects.order_by("pk")) or City()

    def pick_waiting(self) -> Proposal:
        return self.pick(Proposal.objects.waiting().order_by("pk")) or Proposal(state=ProposalState.DECLINED)

    def make_value(self) -> str:
        return f"Value {self.seed}-{self.random.randrange(10**9)}"

    def propose(self, user) -> None:
        city, value = self.pick_city(), self.make_value()
        with publishing.proposal_transaction(user, reason=value) as changes:
            setattr(city, self.random.choice(["name_en", "name_zh_hans"]), value)
            changes.save(city)
        if changes.proposal:
            self.values[changes.proposal.pk] = value

    def change_part(self, user) -> None:
        figure = self.pick(CityFigure.objects.order_by("pk"))
        if figure is not None:
            value = self.make_value()
            with publishing.proposal_transaction(user, reason=value) as changes:
                figure.label_en = value
                changes.save(figure)
            self.values[changes.proposal.pk] = value

    def edit(self, user) -> None:
        proposal, value = self.pick_waiting(), self.make_value()
        city = self.pick_city()
        with publishing.proposal_revision(user, proposal) as changes:
            city.refresh_from_db()
            city.name_en = value
            changes.save(city)
        self.values[proposal.pk] = value

    def accept(self, user) -> None:
        proposal = self.pick_waiting()
        try:
            publishing.accept_proposal(user, proposal, kind=RevisionKind.UPDATE)
        except publishing.ProposalConflict as conflict:
            chosen = {each.key: TAKE_PROPOSED for each in conflict.conflicts}
            publishing.accept_proposal(user, proposal, kind=RevisionKind.CORRECTION, resolutions=chosen)

    def decline(self, user) -> None:
        publishing.decline_proposal(user, self.pick_waiting(), "No.")

    def take_back(self, user) -> None:
        publishing.withdraw_proposal(user, self.pick_waiting())

    def restore(self, user) -> None:
        revision = self.pick(Revision.objects.of(self.pick_city()).filter(data__isnull=False))
        with publishing.proposal_transaction(user) as changes:
            restore_revision(changes, revision or Revision(record_type="city"))

    def rename(self, user) -> None:
        with publishing.proposal_transaction(user) as changes:
            changes.rename(self.pick_city(), f"name-{self.random.randrange(5)}")

    def delete(self, user) -> None:
        with publishing.proposal_transaction(user) as changes:
            changes.delete(self.pick_city())

    def withdraw(self, user) -> None:
        with publishing.publication_transaction(user) as changes:
            changes.withdraw(self.pick_city())

    def publish(self, user) -> None:
        city = self.pick_city()
        with publishing.proposal_transaction(user) as changes:
            changes.publish(city)

    def undo(self, user) -> None:
        accepted = Proposal.objects.filter(state=ProposalState.ACCEPTED).order_by("pk")
        if proposal := self.pick(accepted):
            publishing.propose_undo(user, proposal)


def prepare() -> None:
    for role, number in ((READER, 1), (CONTRIBUTOR, 1), (EDITOR, 2), (PUBLISHER, 2)):
        for index in range(number):
            make_user(role, f"{role.lower()}-{index}")
    for slug in ("name-0", "name-1"):
        make_city_figure(make_city(slug), "area")
    make_city("a-draft", publish=False)


def check(values: dict[int, str]) -> None:
    check_the_log(MODELS)
    check_revisions()
    check_decisions(values)
    check_roles()


def check_revisions() -> None:
    """The newest written revision of each record equals the tables."""
    newest = {row.object_id: row for row in Revision.objects.filter(record_type="city").newest()}
    cities = City.objects.in_bulk()
    snapshots = build_snapshots(City, list(cities))
    for pk, city in cities.items():
        row = newest[pk]
        assert (fill_snapshot(City, row.data), row.status, row.version) == (
            snapshots[pk], city.status, city.version,
        )  # fmt: skip
    assert all(row.is_deletion for pk, row in newest.items() if pk not in cities)


def check_decisions(values: dict[int, str]) -> None:
    """What was accepted is in the history, what was not is nowhere."""
    written = "\n".join(str(row.data) for row in Revision.objects.written())
    public = "\n".join(str(row.data) for row in Publication.objects.all())
    for proposal in Proposal.objects.filter(pk__in=values):
        is_accepted = proposal.state == ProposalState.ACCEPTED
        states = {row.state for row in proposal.revisions.all()} - {"accepted", "draft"}
        assert (values[proposal.pk] in written) == is_accepted, proposal.state
        assert is_accepted or values[proposal.pk] not in public
        assert states == {
            {"accepted": "applied", "proposed": "proposed", "declined": "declined", "withdrawn": "withdrawn"}[
                proposal.state
            ]
        }
    assert not Revision.objects.filter(
        state=RevisionState.PROPOSED, proposal__state__in=["accepted", "declined", "withdrawn"]
    ).exists()


def check_roles() -> None:
    for proposal in Proposal.objects.select_related("by", "changed_by", "decided_by"):
        assert proposal.by.groups.exclude(name=READER).exists()
        if proposal.state in (ProposalState.ACCEPTED, ProposalState.DECLINED):
            assert proposal.decided_by.groups.get().name == PUBLISHER
        if proposal.state == ProposalState.ACCEPTED:
            assert proposal.decided_by != (proposal.changed_by or proposal.by)
        if proposal.state == ProposalState.WITHDRAWN:
            assert proposal.decided_by == proposal.by
    for row in Revision.objects.written().filter(by__isnull=False, status=Status.PUBLISHED):
        assert row.proposal.state == ProposalState.ACCEPTED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seeds", "steps"), [(range(2), 60), pytest.param(range(100, 112), 150, marks=pytest.mark.slow)]
)
def test_in_any_order_nothing_is_lost_and_nobody_goes_past_their_role(seeds, steps, settings):
    settings.FOUR_EYES = True
    for seed in seeds:
        with transaction.atomic():
            prepare()
            desk = Desk(seed)
            for _step in range(steps):
                with transaction.atomic():
                    desk.act()
            assert Proposal.objects.filter(state=ProposalState.ACCEPTED).exists()
            check(desk.values)
            transaction.set_rollback(True)


@pytest.mark.postgresql
@only_postgresql
@pytest.mark.slow
def test_several_people_at_once_lose_nothing(transactional_db, settings):
    settings.FOUR_EYES = True
    prepare()
    desks = [Desk(seed) for seed in range(4)]
    writers = [Writer(lambda desk=desk: [desk.act() for _step in range(60)]) for desk in desks]
    for writer in writers:
        writer.join(timeout=240)
        assert not writer.is_alive(), "The writers wait for one another."
        assert writer.error is None, writer.error
    check({pk: value for desk in desks for pk, value in desk.values.items()})


@pytest.mark.postgresql
@only_postgresql
def test_two_publishers_at_once_decide_it_once(transactional_db):
    prepare()
    editor = User.objects.get(username="editor-0")
    city = City.objects.get(slug="name-0")
    with publishing.proposal_transaction(editor) as changes:
        city.name_en = "Once"
        changes.save(city)
    start, refused = threading.Barrier(2), []

    def decide(name, decision) -> None:
        user = User.objects.get(username=name)
        start.wait(20)
        try:
            decision(user)
        except publishing.DecisionError as error:
            refused.append(str(error))

    proposal = changes.proposal
    writers = [
        Writer(lambda: decide("publisher-0", lambda user: publishing.accept_proposal(
            user, Proposal.objects.get(pk=proposal.pk), kind=RevisionKind.UPDATE))),
        Writer(lambda: decide("publisher-1", lambda user: publishing.decline_proposal(
            user, Proposal.objects.get(pk=proposal.pk), "No."))),
    ]  # fmt: skip
    for writer in writers:
        writer.finish()
    proposal.refresh_from_db()
    assert refused == [f"It was decided already: {proposal.get_state_display()}."]
    is_written = City.objects.get(slug="name-0").name_en == "Once"
    assert is_written == (proposal.state == ProposalState.ACCEPTED)
    assert connection.vendor == "postgresql"
