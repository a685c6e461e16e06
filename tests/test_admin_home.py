"""The first page of the admin: what waits for the account, counts in the head of each page, the lists."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cities.models import City
from records import publishing
from records.choices import ProposalState
from records.desk.boxes import BoxRow, DeskBox, _boxes, register_box
from records.models import Proposal, SavedFilter
from records.publishing import publication_transaction
from tests.factories import make_city, make_event, make_finding, text

pytestmark = pytest.mark.django_db


def make_account(role, name="") -> User:
    user = User.objects.create(username=name or role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def log_in(client, role) -> User:
    user = make_account(role)
    client.force_login(user)
    return user


def write_draft(user, slug="a-draft") -> City:
    city = make_city(slug, publish=False)
    with publication_transaction(user) as changes:
        city.name_en = f"{slug} of mine"
        changes.save(city)
    return city


def propose(user, slug="a-city") -> Proposal:
    """A proposal that gives a public city another name."""
    city = City.objects.filter(slug=slug).first() or make_city(slug)
    city = City.objects.get(pk=city.pk)
    with publishing.proposal_transaction(user, reason="Checked") as changes:
        city.name_en = f"{slug}, again"
        changes.save(city)
    return changes.proposal


def copy_proposals(user, count, **values) -> None:
    now = timezone.now()
    rows = {"by": user, "writer": user.username, "at": now, "title": "One of many", **values}
    Proposal.objects.bulk_create([Proposal(**rows) for _number in range(count)], batch_size=1000)


def get_boxes(client) -> dict:
    return {filled.box.key: filled for filled in client.get("/admin/").context["boxes"]}


def list_titles(filled) -> list[str]:
    return [str(row.title) for row in filled.rows]


def count_in_head(client, path="/admin/find/") -> list[str]:
    return [entry["count"] for entry in client.get(path).context["menu"] if entry["count"]]


# -- what waits -------------------------------------------------------------------------------------


def test_a_proposal_waits_for_the_publishers_the_oldest_first(client):
    editor = make_account("Editor")
    propose(editor, "first")
    propose(editor, "second")
    log_in(client, "Publisher")
    filled = get_boxes(client)["proposals"]
    assert (filled.number, str(filled.label)) == ("2", "proposals to read")
    assert list_titles(filled) == ["first, again", "second, again"]
    assert filled.rows[0].note.startswith("City · Editor · ")
    assert count_in_head(client)[0] == "2"


def test_its_title_is_in_the_language_of_the_reader(client):
    make_city("harbour", **text("name", "Harbour", "港口"))
    propose(make_account("Editor"), "harbour")
    log_in(client, "Publisher")
    client.cookies["django_language"] = "zh-hans"
    assert list_titles(get_boxes(client)["proposals"]) == ["港口"]


def test_it_waits_for_nobody_who_may_not_accept_it(client):
    editor = make_account("Editor")
    propose(editor)
    client.force_login(editor)
    boxes = get_boxes(client)
    assert "proposals" not in boxes
    assert list_titles(boxes["own"]) == ["a-city, again"]
    assert count_in_head(client) == []
    publisher = make_account("Publisher")
    propose(publisher, "another")
    client.force_login(publisher)
    assert list_titles(get_boxes(client)["proposals"]) == ["a-city, again"]


def test_what_was_declined_comes_back_with_its_reason_until_it_is_taken_off(client):
    editor, publisher = make_account("Editor"), make_account("Publisher")
    proposal = propose(editor)
    publishing.decline_proposal(publisher, proposal, "Please look for the yearbook.")
    client.force_login(editor)
    page = client.get("/admin/").content.decode()
    assert "Please look for the yearbook." in page
    assert count_in_head(client)[0] == "1"
    Proposal.objects.update(is_dismissed=True)
    assert get_boxes(client)["declined"].count == 0


def test_what_was_published_alone_waits_for_a_second_look_of_somebody_else(client):
    publisher = log_in(client, "Publisher")
    alone = {"state": ProposalState.ACCEPTED, "decided_at": timezone.now(), "is_alone": True}
    for account in (make_account("Publisher", "another"), publisher):
        copy_proposals(account, 1, decided_by=account, **alone)
    assert get_boxes(client)["second_look"].count == 1
    Proposal.objects.update(read_at=timezone.now())
    assert get_boxes(client)["second_look"].count == 0


def test_my_drafts_are_mine_and_drafts(client):
    user = log_in(client, "Editor")
    make_city("of-another", publish=False)
    write_draft(user)
    assert list_titles(get_boxes(client)["drafts"]) == ["a-draft of mine"]


def test_what_the_office_hasnt_read_is_counted_by_risk(client):
    make_finding()
    log_in(client, "Publisher")
    filled = get_boxes(client)["unread"]
    assert filled.count == sum(int(row.state) for row in filled.rows) > 0
    assert [row.state for row in filled.rows if str(row.title) == "Findings"] == ["1"]


def test_nothing_that_waits_stays_and_says_what_could_be_done(client):
    log_in(client, "Publisher")
    page = client.get("/admin/").content.decode()
    for said in (
        "Nothing waits.",
        "Read a public record instead",
        "Nothing was declined.",
        "You have no draft.",
    ):
        assert said in page, said
    assert "<b>0</b> proposals to read" in page
    assert "desk__count" not in page


def test_one_publisher_is_told_that_nobody_can_accept(client, settings):
    settings.FOUR_EYES = True
    log_in(client, "Publisher")
    assert "Fewer than two publishers are active" in client.get("/admin/").content.decode()
    make_account("Publisher", "another")
    assert "Fewer than two publishers are active" not in client.get("/admin/").content.decode()


# -- many rows --------------------------------------------------------------------------------------


def count_queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


@pytest.mark.parametrize("number", [200, pytest.param(10_000, marks=pytest.mark.slow)])
def test_thousands_of_proposals_cost_the_same_queries_and_rows(client, number):
    user, editor = log_in(client, "Publisher"), make_account("Editor")
    propose(editor)
    propose(user, "of-mine")
    copy_proposals(user, 1, state=ProposalState.DECLINED, decided_at=timezone.now())
    write_draft(user)
    few = {path: count_queries(client, path) for path in ("/admin/", "/admin/find/")}
    copy_proposals(editor, number)
    copy_proposals(user, min(number, 300), state=ProposalState.DECLINED, decided_at=timezone.now())
    for draft in range(8):
        write_draft(user, f"draft-{draft}")
    assert {path: count_queries(client, path) for path in few} == few
    assert few["/admin/"] <= 31
    boxes = get_boxes(client)
    assert [boxes[key].number for key in ("proposals", "declined", "drafts")] == ["100+", "100+", "9"]
    assert all(len(filled.rows) <= 6 for filled in boxes.values())
    assert count_in_head(client)[0] == "100+"


def test_the_counts_in_the_head_cost_a_page_one_query_each(client, monkeypatch):
    client.force_login(User.objects.create_superuser("chief"))
    with_counts = count_queries(client, "/admin/find/")
    waiting = [box for box in _boxes.values() if box.waits]
    assert 0 < len(waiting) <= 6
    monkeypatch.setattr("records.desk.boxes._boxes", {})
    assert count_queries(client, "/admin/find/") == with_counts - len(waiting)


# -- boxes of apps ----------------------------------------------------------------------------------


def test_an_app_adds_a_box(client, monkeypatch):
    get_boxes(log_in(client, "Editor") and client)
    monkeypatch.setattr("records.desk.boxes._boxes", dict(_boxes))
    register_box(
        DeskBox(
            "letters",
            order=5,
            column=2,
            title="Letters",
            label=lambda count: "letters",
            count=lambda request: 3,
            list_rows=lambda request: [BoxRow("A letter", "/admin/find/", "from a reader")],
            waits=True,
        )
    )
    page = client.get("/admin/").content.decode()
    assert "<b>3</b> letters" in page
    assert '<a href="/admin/find/">A letter</a>' in page
    assert count_in_head(client)[0] == "3"


# -- the rest of the page ---------------------------------------------------------------------------


def test_what_was_published_last_is_shown_to_whoever_may_see_the_log(client):
    make_event("an-event", **text("title", "An event"))
    log_in(client, "Publisher")
    assert "An event" in client.get("/admin/").content.decode()


def test_the_lists_stand_in_groups_and_not_by_app(client):
    log_in(client, "Editor")
    groups = client.get("/admin/").context["groups"]
    assert str(groups[0]["label"]) == "Cities and values"
    assert [entry["object_name"] for entry in groups[0]["entries"]][:2] == ["City", "IndicatorValue"]


def test_nobody_sees_what_the_account_may_not(client):
    propose(make_account("Editor"))
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert response.context["boxes"] == []
    assert list(response.context["published"]) == []


@pytest.mark.parametrize("query", ["q=jilin", "%zz=&&&", "#<b>"])
def test_my_saved_filters_are_on_the_page(client, query):
    user = log_in(client, "Editor")
    SavedFilter.objects.create(account=user, list_name="cities.city", name="Of Jilin", query=query)
    response = client.get("/admin/")
    assert "Of Jilin" in response.content.decode()
    assert client.get(response.context["saved_filters"][0]["url"], follow=True).status_code == 200
