"""Staff answer, turn into a proposal, pass on and close; the sender sees it, and each step is kept."""

import re
from datetime import date, datetime
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cities.models import CityFigure
from enquiries.deadlines import count_days_left
from enquiries.models import Enquiry, EnquiryEvent
from records import publishing
from records.choices import RevisionKind
from records.models import Proposal
from tests.admin_client import answer_questions, submit_form
from tests.conftest import LANGUAGES
from tests.enquiries.conftest import find_answer_path, get_enquiry
from tests.factories import make_city, make_city_figure, writing
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

LIST = "/admin/enquiries/enquiry/"


def make_client(role: str) -> Client:
    user = User.objects.create(username=role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return make_client("Editor")


@pytest.fixture
def publisher() -> Client:
    return make_client("Publisher")


def get_page() -> str:
    return reverse("admin:enquiries_enquiry_change", args=[get_enquiry().pk])


def press(client: Client, state: str, seen: int = 0, **fields: str) -> Any:
    """Press a button of the page of the only request."""
    typed = {f"{state}-{name}": text for name, text in fields.items()}
    return client.post(get_page(), {f"{state}-seen": seen, **typed, state: "1"}, follow=True)


@pytest.fixture
def path(send) -> str:
    """The address of the answer to a request about an area."""
    make_city_figure(
        make_city("changchun", name_en="Changchun"), "area", label_en="Area", value=20, year=2020
    )
    query = "?record=city/changchun&part=area"
    source = "https://example.org/yearbook"
    return find_answer_path(send(query, source=source, contact="reader@example.org", consent="on"))


# -- Who ---------------------------------------------------------------------------------------------


# role: may see; may answer; may delete.
RIGHTS = {
    "Reader": (False, False, False), "Contributor": (False, False, False), "Editor": (True, True, False),
    "Publisher": (True, True, False), "Administrator": (True, False, True),
}  # fmt: skip


@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_does_what_the_table_says(path: str, role: str):
    may_see, may_answer, may_delete = RIGHTS[role]
    client = make_client(role)
    assert client.get(LIST).status_code == (200 if may_see else 403)
    response = client.get(get_page())
    assert response.status_code == (200 if may_see else 403)
    # The address is shown to those who answer.
    assert ("reader@example.org" in response.content.decode()) == may_answer
    assert ("Requests" in read_text(client.get("/admin/").content.decode())) == may_see
    answered = client.post(get_page(), {"answered-seen": 0, "answered-answer": "Thank you.", "answered": "1"})
    assert answered.status_code == (302 if may_answer else 403)
    assert Enquiry.objects.filter(answer="Thank you.").exists() == may_answer
    delete = reverse("admin:enquiries_enquiry_delete", args=[get_enquiry().pk])
    assert client.post(delete, {"post": "yes"}).status_code == (302 if may_delete else 403)
    assert Enquiry.objects.exists() != may_delete


def test_nobody_writes_a_request_at_the_desk(path: str, publisher: Client):
    assert publisher.get(f"{LIST}add/").status_code == 403


def test_logs_of_the_admin_keep_nothing_that_a_reader_wrote(path: str):
    delete = reverse("admin:enquiries_enquiry_delete", args=[get_enquiry().pk])
    make_client("Administrator").post(delete, {"post": "yes"})
    assert not [row for row in LogEntry.objects.values() if "number is that of" in str(row)]


# -- The list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_tells_what_waits_in_each_language(path: str, editor: Client, language: str):
    editor.post("/admin/language/", {"language": language, "next": "/admin/"})
    page = read_text(editor.get(f"{LIST}?list=open").content.decode())
    assert "The number is that of 2020." in page
    assert "10" in page


def test_filters_separate_the_lists(path: str, send, editor: Client):
    send(message="Second list", REMOTE_ADDR="192.0.2.1")
    Enquiry.objects.filter(message="Second list").update(in_second_list=True)
    send(message="It is done", REMOTE_ADDR="192.0.2.2")
    Enquiry.objects.filter(message="It is done").update(state="closed")
    texts = {"open": "The number is that of 2020.", "second": "Second list", "done": "It is done"}
    for value, text in texts.items():
        page = read_text(editor.get(f"{LIST}?list={value}").content.decode())
        shown = {name for name, other in texts.items() if other in page.partition("Answer due")[2]}
        assert shown == {value}, text
    assert (
        "Second list" not in read_text(editor.get(f"{LIST}?contact=yes").content.decode()).partition("Due")[2]
    )
    assert editor.get(f"{LIST}?q=2020%00").status_code == 200


def test_the_list_asks_as_many_queries_with_many_rows(
    path: str, editor: Client, django_assert_max_num_queries
):
    first = get_enquiry()
    for number in range(60):
        first.pk, first.token_digest = None, str(number)
        first.save(force_insert=True)
    with django_assert_max_num_queries(12):
        assert editor.get(LIST).status_code == 200


def test_the_first_page_lists_what_waits_for_those_who_answer(path: str, editor: Client, settings):
    page = read_text(editor.get("/admin/").content.decode())
    assert "The number is that of 2020." in page
    assert "10 days left" in page
    assert "Second list (0)" in page
    assert "with a source · contact given" in page
    assert "Requests of readers" not in read_text(make_client("Reader").get("/admin/").content.decode())
    get_enquiry().delete()
    settings.ENQUIRY_ANSWER_DAYS = 0
    assert "The form is closed until" in read_text(editor.get("/admin/").content.decode())


def test_only_working_days_count(path: str):
    enquiry = get_enquiry()
    enquiry.at = datetime(2026, 11, 27, 12, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Friday
    days = [count_days_left(enquiry, date(2026, 11, day)) for day in (27, 28, 29, 30)]
    assert days == [10, 10, 10, 9]
    assert count_days_left(enquiry, date(2026, 12, 11)) == 0
    assert count_days_left(enquiry, date(2026, 12, 14)) == -1


def test_without_an_answer_time_none_is_due(path: str, editor: Client, settings: Any):
    settings.ENQUIRY_ANSWER_DAYS, settings.ENQUIRY_TRIAL = 0, True
    for address in ("/admin/", LIST, get_page()):
        page = read_text(editor.get(address).content.decode())
        assert not re.search(r"\d days? (left|too late)", page), address


# -- Answering ---------------------------------------------------------------------------------------


def test_the_sender_reads_the_answer(path: str, editor: Client, client: Client):
    press(editor, "in_progress")
    assert "Being looked into" in read_text(client.get(path).content.decode())
    response = press(editor, "answered", 1, answer="You are right.\r\n<b>Thank you</b>")
    assert "Saved. Its sender sees it now." in read_text(response.content.decode())
    page = client.get(path).content.decode()
    assert "You are right.<br>&lt;b&gt;Thank you&lt;/b&gt;" in page
    assert "Answered" in read_text(page)
    assert "answers within" not in read_text(page)
    assert list(EnquiryEvent.objects.values_list("state", "actor")) == [
        ("in_progress", "editor"),
        ("answered", "editor"),
    ]


def test_passing_on_names_to_whom(path: str, editor: Client, client: Client):
    press(editor, "passed_on", passed_on_to="the city’s office")
    page = read_text(client.get(path).content.decode())
    assert "Passed on to the city’s office." in page
    assert EnquiryEvent.objects.get().state == "passed_on"


def test_closing_needs_a_reason_which_the_sender_reads(path: str, editor: Client, client: Client):
    response = press(editor, "closed", answer=" ")
    assert response.status_code == 400
    assert "Give a reason" in response.content.decode()
    press(editor, "closed", answer="Both numbers are right, of two years.")
    page = read_text(client.get(path).content.decode())
    assert "Closed without a change" in page
    assert "Both numbers are right" in page


def test_what_was_typed_is_shown_again_if_it_is_refused(path: str, editor: Client):
    response = press(editor, "answered", answer="x" * 5_001)
    page = response.content.decode()
    assert response.status_code == 400
    assert "1 too many" in page
    assert "x" * 5_001 in page


def test_of_two_who_answer_at_once_the_second_is_told(path: str, editor: Client, publisher: Client):
    press(editor, "answered", answer="The first answer.")
    response = press(publisher, "answered", 0, answer="The second answer.")
    page = response.content.decode()
    assert "Somebody else has worked on this request meanwhile" in page
    assert "The second answer." in page  # it isn't lost
    assert get_enquiry().answer == "The first answer."


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 400])
def test_a_forged_number_of_steps_is_no_error_of_the_server(path: str, editor: Client, seen: str):
    data = {"answered-seen": seen, "answered-answer": "Thank you.", "answered": "1"}
    assert editor.post(get_page(), data).status_code in (200, 400)
    assert get_enquiry().answer == ""


# -- Many at once ------------------------------------------------------------------------------------


def close(client: Client, *enquiries: Enquiry, **fields: str) -> Any:
    """Choose requests in the list and close them; `confirm` is the button of the page that lists them."""
    data = {"action": "close_selected", "_selected_action": [enquiry.pk for enquiry in enquiries], **fields}
    return client.post(f"{LIST}?list=open", data, follow=True)


@pytest.fixture
def flood(path: str, send) -> list[Enquiry]:
    """Three requests that nobody has taken up, one of a reader of Chinese."""
    send(message="Buy this", REMOTE_ADDR="192.0.2.1")
    send(message="Buy that", REMOTE_ADDR="192.0.2.2", language="zh-hans")
    return list(Enquiry.objects.all())


def test_many_are_closed_at_once_after_a_page_that_lists_them(
    flood: list[Enquiry], editor: Client, client: Client, path: str
):
    press_first = {"in_progress-seen": 0, "in_progress": "1"}
    editor.post(reverse("admin:enquiries_enquiry_change", args=[flood[0].pk]), press_first)
    page = read_text(close(editor, *flood).content.decode())
    assert "Close 2 requests without an answer" in page  # nobody is passed over who works on one
    assert "Buy this" in page
    assert "The number is that of 2020." not in page
    assert not Enquiry.objects.filter(state="closed").exists()
    done = close(editor, *flood, confirm="yes")
    assert "2 requests are closed" in read_text(done.content.decode())
    assert [enquiry.state for enquiry in Enquiry.objects.all()] == ["in_progress", "closed", "closed"]
    assert "write again" in Enquiry.objects.get(message="Buy this").answer
    assert "请再次提交" in Enquiry.objects.get(message="Buy that").answer
    steps = EnquiryEvent.objects.filter(state="closed").values_list("enquiry__message", "actor")
    assert list(steps) == [("Buy this", "editor"), ("Buy that", "editor")]
    assert "Nothing was closed" in read_text(close(editor, *flood).content.decode())


def test_closing_many_has_a_bound(flood: list[Enquiry], editor: Client, monkeypatch):
    monkeypatch.setattr("enquiries.answers.MOST_CLOSED", 2)
    page = read_text(close(editor, *flood).content.decode())
    assert "1 more stay" in page
    close(editor, *flood, confirm="yes")
    assert Enquiry.objects.filter(state="closed").count() == 2


@pytest.mark.parametrize("role", [role for role, rights in RIGHTS.items() if not rights[1]])
def test_who_may_not_answer_closes_none(flood: list[Enquiry], role: str):
    close(make_client(role), *flood, confirm="yes")
    assert not Enquiry.objects.filter(state="closed").exists()


# -- A proposal --------------------------------------------------------------------------------------


def test_value_and_source_are_taken_into_the_form_of_the_part_and_never_the_message(
    path: str, publisher: Client
):
    data = {"proposal-value": "9,100", "proposal-source": "https://example.org/yearbook", "_propose": "1"}
    location = publisher.post(get_page(), data)["Location"]
    part = CityFigure.objects.get(key="area")
    assert urlsplit(location).path == f"/admin/cities/city/{part.city_id}/key_facts/area/"
    assert parse_qs(urlsplit(location).query) == {
        "value": ["9,100"], "source": ["https://example.org/yearbook"], "next": [get_page()],
    }  # fmt: skip
    page = publisher.get(location).content.decode()
    assert 'value="9,100"' in page
    assert 'value="https://example.org/yearbook"' in page
    assert "The number is that of 2020." not in page
    assert CityFigure.objects.get(key="area").value == part.value  # nothing is saved


def test_without_a_part_staff_choose_what_to_add(send, publisher: Client):
    city = make_city("changchun")
    send("?kind=missing&record=city/changchun", source="A yearbook")
    page = publisher.get(get_page()).content.decode()
    assert 'name="proposal-relation"' in page
    data = {"proposal-value": "5", "proposal-source": "A yearbook", "proposal-relation": "key_facts"}
    location = publisher.post(get_page(), {**data, "_propose": "1"})["Location"]
    assert location.startswith(f"/admin/cities/city/{city.pk}/key_facts/add/?value=5")
    assert 'value="5"' in publisher.get(location).content.decode()


def test_hostile_values_in_the_address_of_a_form_are_no_error(path: str, publisher: Client):
    part = CityFigure.objects.get(key="area")
    address = f"/admin/cities/city/{part.city_id}/key_facts/area/"
    for value in ("%00", "%ED%A0%80", "9" * 3_000, "<script>", "1.234"):
        page = publisher.get(f"{address}?value={value}&source={value}")
        assert page.status_code == 200
        assert b"<script>" + b'"' not in page.content


def test_about_a_record_that_is_gone_nothing_can_be_proposed(path: str, editor: Client, publisher: Client):
    with writing() as changes:
        changes.withdraw(CityFigure.objects.get().city)
    page = read_text(editor.get(get_page()).content.decode())
    assert "not public any more" in page
    Enquiry.objects.update(slug="nowhere")
    assert "_propose" not in publisher.get(get_page()).content.decode()


def propose_from_request(client: Client) -> Proposal:
    """Take value and source into the form of the part, and propose that."""
    data = {"proposal-value": "9,100", "proposal-source": "", "_propose": "1"}
    form = client.post(get_page(), data)["Location"]
    sent = submit_form(client, form, {"key_facts-0-value": "9100"}, button="_propose")
    if sent.status_code == 200:
        sent = answer_questions(client, form, sent, button="_propose", **{"key_facts-0-value": "9100"})
    assert sent["Location"] == get_page()
    return Proposal.objects.latest("pk")


def read_line(client: Client, proposal: Proposal) -> str:
    """What the page of a proposal says of the request."""
    html = client.get(reverse("admin:records_proposal_change", args=[proposal.pk])).content.decode()
    return html if "From a request of a reader" in html else ""


@pytest.mark.both_databases
def test_a_proposal_and_the_request_that_it_was_made_from_lead_to_each_other(
    path: str, editor: Client, settings: Any
):
    settings.FOUR_EYES = True
    proposal = propose_from_request(editor)
    link = f'<a href="{get_page()}">From a request of a reader</a>'
    assert link in read_line(editor, proposal)
    assert reverse("admin:records_proposal_change", args=[proposal.pk]) in (
        editor.get(get_page()).content.decode()
    )
    publishing.accept_proposal(User.objects.create_superuser("bo"), proposal, kind=RevisionKind.UPDATE)
    assert link in read_line(editor, proposal)
    assert get_page() not in read_line(make_client("Reader"), proposal)


def test_a_proposal_from_elsewhere_names_no_request(path: str, editor: Client, settings: Any):
    settings.FOUR_EYES = True
    part = CityFigure.objects.get(key="area")
    form = f"/admin/cities/city/{part.city_id}/key_facts/area/"
    places = ("/admin/", f"{get_page()}9", f"{LIST}{'9' * 40}/change/", "/[", f"{LIST}x/change/")
    for number, place in enumerate(places):
        value = {"key_facts-0-value": str(21 + number)}
        submit_form(editor, f"{form}?{urlencode({'next': place})}", value, button="_propose")
    assert Proposal.objects.count() == len(places)
    assert not any(read_line(editor, proposal) for proposal in Proposal.objects.all())


def test_a_request_that_ends_leaves_its_proposal(path: str, editor: Client, settings: Any):
    settings.FOUR_EYES = True
    proposal = propose_from_request(editor)
    get_enquiry().delete()
    assert read_line(editor, proposal) == ""
    assert Proposal.objects.get() == proposal


# -- Persons -----------------------------------------------------------------------------------------


def test_a_forgotten_account_leaves_its_steps_without_its_name(path: str, editor: Client):
    press(editor, "answered", answer="Thank you.")
    call_command("forget_user", "editor", "--yes", stdout=StringIO())
    assert EnquiryEvent.objects.get().actor.startswith("former-staff-")
