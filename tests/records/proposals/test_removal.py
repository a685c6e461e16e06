"""Nothing redacted stays in a proposal, no name of an erased account, and nothing grows without bound."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from cities.models import City
from records import publishing, redaction
from records.choices import RevisionKind
from records.models import Proposal, Publication, Revision
from records.permissions import EDITOR, PUBLISHER
from records.redaction.personal_data import forget_user
from tests.factories import make_city, writing
from tests.records.proposals.test_proposals import accept, make_user, propose_name
from tests.text_search import WORD, search_tables

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]


@pytest.fixture
def editor(db) -> User:
    return make_user(EDITOR)


def rename_to(city, name) -> None:
    with writing() as changes:
        city = City.objects.get(pk=city.pk)
        city.name_en = name
        changes.save(city)


def redact(numbers) -> None:
    boss = User.objects.create_superuser("boss", password="x")
    redaction.redact("city", "datong", numbers, by=boss, reason="File 7")


def test_a_redacted_version_survives_in_no_proposal(editor):
    city = make_city("datong", name_en="Datong")
    proposal = propose_name(editor, city, WORD, reason=f"It is called {WORD}.")
    declined = propose_name(editor, city, f"{WORD} again")
    publishing.decline_proposal(make_user(PUBLISHER), declined, f"Not {WORD}.")
    accept(User.objects.get(username="publisher"), proposal, comment=f"{WORD}!")
    waiting = propose_name(editor, city, f"{WORD} city")
    assert {"records_revision", "records_proposal"} <= set(search_tables())
    rename_to(city, "Datong")
    redact([Publication.objects.filter(slug="datong").order_by("number")[1].number])
    assert search_tables() == {}
    waiting.refresh_from_db()
    assert (waiting.state, waiting.size, waiting.reason) == ("withdrawn", 0, "")


def test_a_proposal_over_a_version_that_stays_is_kept(editor):
    city = make_city("datong", name_en="Datong")
    rename_to(city, WORD)
    rename_to(city, "Datong")
    proposal = propose_name(editor, city, "Datong City", reason="As it says.")
    redact([Publication.objects.filter(slug="datong").order_by("number")[1].number])
    assert proposal.revisions.get().data["name_en"] == "Datong City"
    assert Proposal.objects.get().reason == "As it says."


def test_an_erased_account_is_named_by_no_proposal(editor):
    city = make_city("datong")
    person = make_user(PUBLISHER, WORD)
    propose_name(person, city, "One")
    accept(person, propose_name(editor, city, "Two"))
    forget_user(person)
    assert search_tables() == {}
    assert Proposal.objects.filter(writer=f"former-staff-{person.pk}").exists()


def test_what_was_declined_is_deleted_after_its_time_and_what_was_accepted_stays(editor, settings):
    city, publisher = make_city("datong"), make_user(PUBLISHER)
    accepted, declined, waiting = (propose_name(editor, city, name) for name in ("One", "Two", "Three"))
    accept(publisher, accepted)
    publishing.decline_proposal(publisher, declined, "No.")
    call_command("prune_proposals")
    assert Proposal.objects.count() == 3
    Proposal.objects.filter(decided_at__isnull=False).update(
        decided_at=timezone.now() - timedelta(days=settings.PROPOSAL_DAYS + 1)
    )
    call_command("prune_proposals")
    assert set(Proposal.objects.all()) == {accepted, waiting}
    assert Revision.objects.filter(proposal=accepted).get().is_written
    undo = publishing.propose_undo(editor, accepted)
    publishing.accept_proposal(publisher, undo, kind=RevisionKind.UPDATE)
    assert City.objects.get(pk=city.pk).name_en == "Datong"
