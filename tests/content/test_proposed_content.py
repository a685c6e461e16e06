"""Once the database has content, a load proposes what differs, and publishes nothing."""

from io import StringIO

import pytest
from django.core.management import call_command

from cities.models import City
from records import publishing
from records.choices import RevisionKind
from records.content.loader import load_content
from records.models import Proposal, Publication
from records.permissions import SystemWriter
from tests.content.test_loading import edit_city, state

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.both_databases, pytest.mark.content_check]

PUBLISHER = SystemWriter("a publisher")


def rename(copy, name: str) -> None:
    edit_city(copy, name={"en": name, "zh_hans": "大同"})


def test_a_later_load_is_one_proposal_and_nothing_is_public(copy):
    rename(copy, "Tatung")
    before, said = state(), StringIO()
    call_command("load_content", folder=copy.folder, stdout=said)
    proposal = Proposal.objects.get()
    assert f"Proposed, not published: proposal {proposal.pk}" in said.getvalue()
    assert (proposal.origin, proposal.writer, proposal.by, proposal.size) == ("load", "load_content", None, 1)
    assert City.objects.get(slug="datong").name_en == "Datong"
    assert state()[0] == before[0]


@pytest.mark.slow
def test_the_same_load_again_proposes_nothing_more_and_another_one_replaces_it(copy):
    rename(copy, "Tatung")
    first = load_content(copy.folder).proposal
    assert load_content(copy.folder).proposal == first
    assert Proposal.objects.count() == 1
    rename(copy, "Ta-tung")
    second = load_content(copy.folder).proposal
    first.refresh_from_db()
    assert (first.state, list(Proposal.objects.waiting())) == ("withdrawn", [second])


@pytest.mark.slow
def test_a_declined_entry_is_not_proposed_again_until_it_changes(copy):
    rename(copy, "Tatung")
    publishing.decline_proposal(PUBLISHER, load_content(copy.folder).proposal, "It is Datong.")
    report = load_content(copy.folder)
    assert (report.proposal, report.declined) == (None, ["city datong"])
    rename(copy, "Ta-tung")
    assert load_content(copy.folder).proposal is not None


def test_an_accepted_load_is_as_if_it_had_been_published(copy):
    rename(copy, "Tatung")
    publishing.accept_proposal(PUBLISHER, load_content(copy.folder).proposal, kind=RevisionKind.UPDATE)
    assert Publication.objects.current().get(slug="datong").data["name_en"] == "Tatung"
    report = load_content(copy.folder)
    assert (report.updated, report.skipped, report.proposal) == ([], [], None)
