"""What is decided is what the page has shown, and names those who wrote, changed and accepted it."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from cities.models import City, CityFigure, IndicatorValue
from records import publishing
from records.admin.proposals import decisions
from records.choices import ProposalState, RevisionKind
from records.models import Proposal, Publication, Revision, Source
from tests.admin_client import admin_url, answer_questions, decide, form_data, list_questions
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    save,
    text,
    writing,
)
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

CHANGED = "This has changed since you opened it."


def make_account(name: str, role: str) -> User:
    user, _new = User.objects.get_or_create(username=name, defaults={"is_staff": True, "password": "pbkdf2"})
    user.groups.add(Group.objects.get(name=role))
    return user


def sign_in(name: str, role: str) -> Client:
    client = Client()
    client.force_login(make_account(name, role))
    return client


@pytest.fixture(autouse=True)
def four_eyes(settings) -> None:
    settings.FOUR_EYES = True


@pytest.fixture
def ed(db) -> User:
    return make_account("ed", "Editor")


@pytest.fixture
def anna(db) -> Client:
    return sign_in("anna", "Publisher")


@pytest.fixture
def bo(db) -> Client:
    return sign_in("bo", "Publisher")


@pytest.fixture
def city(db) -> City:
    city = make_city("harbour", **text("name", "Harbour", "港口"))
    for key in ("area", "water", "trees"):
        make_city_figure(city, key, **text("label", key.title(), f"{key}名"), value=10)
    return City.objects.get(pk=city.pk)


def build_source() -> Source:
    return Source(slug="a-draft", title="The draft of a yearbook", publisher="A ministry", language="en",
                  kind="page", url="https://example.org/draft", published="2020")  # fmt: skip


def make_draft_source() -> Source:
    return save(build_source(), sources=[], publish=False)


def propose_value(user: User, value: int, key: str = "area", **note) -> Proposal:
    with publishing.proposal_transaction(user, **note) as changes:
        figure = CityFigure.objects.get(key=key)
        figure.value = value
        changes.save(figure)
    assert changes.proposal
    return changes.proposal


def propose_names(user: User, count: int) -> Proposal:
    cities = [make_city(f"city-{number:02}", **text("name", f"City {number}")) for number in range(count)]
    with publishing.proposal_transaction(user, title="Many cities") as changes:
        for each in cities:
            each.refresh_from_db()
            each.name_en = f"New {each.slug}"
            changes.save(each)
    assert changes.proposal
    return changes.proposal


def revise(user: User, proposal: Proposal, value: int) -> None:
    with publishing.proposal_revision(user, proposal) as changes:
        figure = CityFigure.objects.get(key="area")
        figure.value = value
        changes.save(figure)


def review(proposal: Proposal) -> str:
    return admin_url(Proposal, "change", proposal.pk)


def open_page(client: Client, path: str) -> dict[str, str]:
    """What the form of a page sends besides its buttons."""
    return {"shown": client.get(path).context.get("shown", ""), "kind": "update"}


def read(client: Client, path: str) -> str:
    return read_text(client.get(path).content.decode())


def value_of(key: str = "area") -> int:
    return int(CityFigure.objects.get(key=key).value)


# -- only what was shown --------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["_accept", "_decline"])
def test_nothing_is_decided_of_what_its_author_changed_after_the_page_was_opened(city, ed, anna, button):
    proposal = propose_value(ed, 47)
    sent = open_page(anna, review(proposal)) | {"comment": "Thank you."}
    revise(ed, proposal, 65)
    written = Publication.objects.count()
    refused = anna.post(review(proposal), {**sent, button: "1"})
    page = read_text(refused.content.decode())
    assert refused.status_code == 409
    assert CHANGED in page
    assert "65" in page
    assert "Thank you." in page
    assert Proposal.objects.get().is_waiting
    assert (value_of(), Publication.objects.count()) == (10, written)
    again = {**sent, "shown": refused.context["shown"]}
    assert anna.post(review(proposal), {**again, button: "1"}).status_code == 302


@pytest.mark.parametrize("shown", [None, "", "forged"])
def test_nothing_is_decided_by_a_form_that_shows_nothing(city, ed, anna, shown):
    proposal = propose_value(ed, 47)
    sent = {"kind": "update", "comment": "x", **({} if shown is None else {"shown": shown})}
    for button in ("_accept", "_decline"):
        assert anna.post(review(proposal), {**sent, button: "1"}).status_code == 409
    assert Proposal.objects.get().is_waiting


def test_a_chosen_side_of_a_conflict_is_kept_when_nothing_is_decided(city, ed, anna):
    proposal = propose_value(ed, 47)
    with writing() as changes:
        figure = CityFigure.objects.get(key="area")
        figure.value = 11
        changes.save(figure)
    page = anna.get(review(proposal))
    (question,) = page.context["questions"]
    sent = open_page(anna, review(proposal))
    with writing() as changes:
        figure.value = 12
        changes.save(figure)
    refused = anna.post(review(proposal), {**sent, question.name: "proposed", "_accept": "1"})
    assert refused.status_code == 409
    assert CHANGED in refused.content.decode()
    assert refused.context["questions"][0].chosen == "proposed"
    assert value_of() == 12


def test_a_draft_that_somebody_saved_after_the_page_was_opened_is_not_published(ed, anna, bo):
    source = make_draft_source()
    draft = make_city("linfen", publish=False, lists={"sources": [source]})
    with publishing.proposal_transaction(ed) as changes:
        changes.publish(source, City.objects.get(pk=draft.pk))
    assert changes.proposal
    sent = open_page(anna, review(changes.proposal))
    source.refresh_from_db()
    source.title = "Words that nobody has proposed"
    with publishing.publication_transaction(make_account("eve", "Editor")) as later:
        later.save(source)
    refused = anna.post(review(changes.proposal), {**sent, "_accept": "1"})
    assert refused.status_code == 409
    assert "Words that nobody has proposed" in refused.content.decode()
    assert not City.objects.published().exists()


def test_the_page_is_compared_with_what_is_there_when_writing_begins(city, ed, anna):
    """Not before: two people may press at once."""
    proposal = propose_value(ed, 47)
    sent = open_page(anna, review(proposal))
    begun = []

    def revise_first(execute, sql, *more):
        if sql.startswith("SAVEPOINT") and not begun:
            begun.append(sql)
            revise(ed, proposal, 65)
        return execute(sql, *more)

    with connection.execute_wrapper(revise_first):
        assert anna.post(review(proposal), {**sent, "_accept": "1"}).status_code == 409
    assert begun
    assert value_of() == 10


@pytest.mark.sampled(1)
@pytest.mark.parametrize("portion", [200, 10])
def test_nothing_of_a_batch_is_decided_once_a_row_of_it_is_another(db, ed, anna, monkeypatch, portion):
    """Also of one that the worker writes, and also if another page of it was read since."""
    proposal = propose_names(ed, 13)
    monkeypatch.setattr(decisions, "PORTION", portion)
    page = anna.get(review(proposal))
    sent = open_page(anna, review(proposal))
    row = proposal.revisions.order_by("pk").first()
    publishing.take_out_rows(ed, proposal, [row.pk])
    following = f"{review(proposal)}{page.context['tabs'][0].url}"
    assert open_page(anna, following) == sent
    for button, more in (("_accept", {}), ("_decline", {}), ("_take_out", {"rows": row.pk + 1})):
        refused = anna.post(following, {**sent, **more, "comment": "No.", button: "1"})
        assert refused.status_code == 409, button
        assert CHANGED in refused.content.decode()
    assert Proposal.objects.waiting().get().size == 12
    assert not City.objects.filter(name_en__startswith="New").exists()
    assert decide(anna, proposal, "_accept").status_code == 302


# -- what a publisher changes ---------------------------------------------------------------------------


def open_form(client: Client, proposal: Proposal):
    url = client.get(review(proposal)).context["edit_url"]
    return url, client.get(url)


def send_form(client: Client, url: str, form, value: str | None = None, **more):
    """Send the form over a proposal, and keep what was typed where it asks."""
    typed = {} if value is None else {"key_facts-0-value": value}
    response = client.post(url, {**form_data(form), **typed, **more, "_accept": "1"})
    if response.status_code == 200 and list_questions(response):
        response = answer_questions(client, url, response, button="_accept", **typed, **more)
    return response


def test_what_a_publisher_changes_in_a_proposal_waits_for_another_person(city, ed, anna, bo):
    proposal = propose_value(ed, 47)
    url, form = open_form(anna, proposal)
    assert "If you change something, that waits for another person" in read_text(form.content.decode())
    assert [button.name for button in form.context["buttons"]] == ["_accept"]
    assert send_form(anna, url, form, "48", change_reason="Rounded.").status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.writer, proposal.changer) == ("proposed", "ed", "anna")
    assert value_of() == 10
    page = read(anna, review(proposal))
    assert "Proposed by ed, changed by anna" in page
    assert "You changed this after it was proposed, so somebody else accepts it." in page
    assert "Accept and publish" not in page
    assert decide(anna, proposal, "_accept").status_code == 409
    assert decide(bo, proposal, "_accept").status_code == 302
    assert value_of() == 48


def test_the_author_accepts_what_another_publisher_changed(city, anna, bo):
    proposal = propose_value(User.objects.get(username="anna"), 47)
    url, form = open_form(bo, proposal)
    assert send_form(bo, url, form, "48").status_code == 302
    assert "bo changed what you wrote, so you may accept it." in read(anna, review(proposal))
    assert decide(anna, proposal, "_accept").status_code == 302
    assert value_of() == 48


def test_a_form_in_which_nothing_was_changed_is_an_acceptance(city, ed, anna, bo):
    proposal = propose_value(ed, 47)
    assert send_form(anna, *open_form(anna, proposal)).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decider, proposal.changer) == ("accepted", "anna", "")
    assert value_of() == 47


def test_the_only_publisher_gives_a_reason_for_a_change_of_a_proposal(city, ed, anna):
    proposal = propose_value(ed, 47)
    url, form = open_form(anna, proposal)
    refused = send_form(anna, url, form, "48")
    assert refused.status_code == 200
    assert "Give a reason for publishing alone." in refused.content.decode()
    assert Proposal.objects.get().changer == ""
    assert send_form(anna, url, form, "48", alone_reason="Nobody is there.").status_code == 302
    assert value_of() == 48
    assert list(Proposal.objects.unread()) == [proposal]


def test_a_form_over_a_proposal_that_was_changed_since_decides_nothing(city, ed, anna, bo):
    proposal = propose_value(ed, 47)
    url, form = open_form(anna, proposal)
    revise(ed, proposal, 65)
    for value in (None, "48"):
        refused = send_form(anna, url, form, value)
        assert refused.status_code == 409
        assert "this has changed since you opened it" in refused.content.decode()
    assert form_data(refused)["key_facts-0-value"] == "48"
    assert Proposal.objects.get().is_waiting
    assert Proposal.objects.get().changer == ""
    forged = form_data(anna.get(url)) | {"shown": "", "_accept": "1"}
    assert anna.post(url, forged).status_code == 409
    assert value_of() == 10


def test_whoever_saved_a_draft_after_it_was_proposed_does_not_accept_it(ed, anna, bo):
    draft = make_city("linfen", publish=False)
    with publishing.proposal_transaction(ed) as changes:
        changes.publish(City.objects.get(pk=draft.pk))
    assert changes.proposal
    path = admin_url(City, "change", draft.pk)
    form = anna.get(path)
    sent = {**form_data(form), **text("name", "Not what was proposed", "不是"), "_save": "1"}
    assert anna.post(path, sent).status_code == 302
    assert decide(anna, changes.proposal, "_accept").status_code == 409
    assert not City.objects.published().exists()
    assert decide(bo, changes.proposal, "_accept").status_code == 302


# -- who, and why ---------------------------------------------------------------------------------------


def test_history_and_revisions_name_who_proposed_who_changed_and_who_accepted(city, ed, anna, bo):
    proposal = propose_value(ed, 47)
    url, form = open_form(anna, proposal)
    send_form(anna, url, form, "48")
    decide(bo, proposal, "_accept")
    said = "Proposed by ed, changed by anna, accepted by bo"
    revision = Revision.objects.of(city).first()
    for page in (
        admin_url(City, "history", city.pk),
        admin_url(Revision, "changelist"),
        admin_url(Revision, "change", revision.pk),
        review(proposal),
    ):
        assert said in read(bo, page), page


@pytest.mark.parametrize("portion", [200, 0])
def test_a_correction_is_not_accepted_without_its_public_reason(city, ed, anna, monkeypatch, portion):
    monkeypatch.setattr(decisions, "PORTION", portion)
    proposal = propose_value(ed, 47)
    refused = decide(anna, proposal, "_accept", kind="correction", comment="Thanks.")
    assert refused.status_code == 409
    page = refused.content.decode()
    assert '<a href="#id_reason">Give the reason: it is published with the correction.' in page
    assert "Thanks." in page
    reason = "The yearbook has another number."
    assert decide(anna, proposal, "_accept", kind="correction", reason=reason).status_code == 302
    publishing.write_portions()
    revision = Revision.objects.of(city).first()
    assert (revision.kind, revision.reason) == (RevisionKind.CORRECTION, reason)
    assert reason in read(Client(), "/en/corrections/")


def test_the_reason_of_the_author_is_that_of_the_correction(city, ed, anna):
    proposal = propose_value(ed, 47, reason="Counted again.")
    assert 'name="reason"' not in anna.get(review(proposal)).content.decode()
    assert decide(anna, proposal, "_accept", kind="correction", reason="Mine").status_code == 302
    assert Revision.objects.of(city).first().reason == "Counted again."


# -- what the review shows ------------------------------------------------------------------------------


def test_the_review_of_a_first_publication_shows_all_of_the_draft(ed, anna):
    source = make_draft_source()
    draft = make_city(
        "linfen", publish=False, **text("name", "Linfen", "临汾市"), lists={"sources": [source]}
    )
    make_city_figure(draft, "area", **text("label", "Area", "面积"), value=47)
    with publishing.proposal_transaction(ed) as changes:
        changes.publish(source, City.objects.get(pk=draft.pk))
    page = read(anna, review(changes.proposal))
    for shown in ("Linfen", "临汾市", "Area", "47 km²", "The draft of a yearbook"):
        assert shown in page
    assert "On the page now" not in page


def test_sources_year_and_note_stand_beside_a_changed_value(city, ed, anna):
    with writing() as changes:
        figure = CityFigure.objects.get(key="area")
        figure.year = 2021
        figure.note_en, figure.note_zh_hans = "Without the islands.", "不含岛屿。"
        changes.save(figure)
        changes.set_related(figure, "sources", [make_source("yearbook", title="The yearbook")])
    page = read(anna, review(propose_value(ed, 47)))
    for shown in ("2021", "Without the islands.", "The yearbook"):
        assert shown in page


def test_a_value_of_an_indicator_is_named_by_indicator_city_and_year(city, ed, anna):
    source = make_source("yearbook", title="The yearbook")
    indicator = make_indicator("people", **text("name", "Residents", "人口"), unit="people")
    value = make_indicator_value(indicator, city, 2023, value=17_790_000, sources=[source])
    with publishing.proposal_transaction(ed) as changes:
        value = IndicatorValue.objects.get(pk=value.pk)
        value.value = 18_145_800
        changes.save(value)
    assert changes.proposal
    name = str(value.title)
    page = read(anna, review(changes.proposal))
    assert page.count(name) >= 3  # title, path, heading, and that of the row
    assert "The yearbook" in page
    for path in (
        admin_url(Proposal, "changelist"),
        "/admin/",
        admin_url(IndicatorValue, "history", value.pk),
    ):
        listed = read(anna, path)
        assert name in listed, path
        assert value.slug not in listed, path


def test_a_new_value_with_a_new_source_is_named_by_the_value(city, ed, anna):
    indicator = make_indicator("people", **text("name", "Residents", "人口"), unit="people")
    with publishing.proposal_transaction(ed) as changes:
        source = build_source()
        changes.save(source)
        value = IndicatorValue(
            slug="residents-harbour-2023",
            indicator=indicator,
            city=city,
            year=2023,
            value=5,
            source_type="official",
        )
        changes.save(value)
        changes.set_related(value, "sources", [source])
        changes.publish(source, value)
    for path in ("/admin/", review(changes.proposal)):
        assert "Residents, Harbour 2023" in read(anna, path)
    assert "Indicator value · 2 records" in read(anna, "/admin/")


def test_a_decided_batch_does_not_say_that_former_values_are_on_the_page(ed, anna):
    proposal = propose_names(ed, 13)
    assert "On the page now" in read(anna, review(proposal))
    decide(anna, proposal, "_accept")
    assert Proposal.objects.get().state == ProposalState.ACCEPTED
    assert "On the page now" not in read(anna, review(proposal))


def test_an_accepted_correction_leaves_parts_in_the_order_that_they_have_now(city, ed, anna, bo):
    proposal = propose_value(ed, 47)
    version = City.objects.get().version
    path = admin_url(City, "part_move", city.pk, "key_facts", "trees")
    assert anna.post(path, {"version": version, "direction": "up"}).status_code == 302
    (moved,) = Proposal.objects.waiting().exclude(pk=proposal.pk)
    assert decide(bo, moved, "_accept").status_code == 302
    assert decide(bo, proposal, "_accept").status_code == 302
    assert list(city.key_facts.order_by("position").values_list("key", flat=True)) == [
        "area",
        "trees",
        "water",
    ]
    assert value_of() == 47
