"""A reader sends a request: without account, cookie or script, once, and nothing that was typed is lost."""

import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from enquiries.models import Enquiry
from enquiries.tokens import FORM_LIFETIME
from tests.conftest import LANGUAGES
from tests.enquiries.conftest import ADDRESS, CONSENT, FIELDS, find_answer_path, get_enquiry, read_token
from tests.factories import make_city, make_city_figure, writing
from tests.html_text import read_text

pytestmark = pytest.mark.django_db


# -- When it is open ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["OFFICE_NAME_EN", "OFFICE_NAME_ZH_HANS", "ENQUIRY_ANSWER_DAYS", "ENQUIRY_CONSENT_EN",
     "ENQUIRY_CONSENT_ZH_HANS"],
)  # fmt: skip
def test_it_is_closed_until_office_answer_time_and_consent_are_set(open_form, settings, client: Client, name):
    assert client.get(ADDRESS).status_code == 200
    setattr(settings, name, type(getattr(settings, name))())
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, FIELDS).status_code == 404


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["This site is for trying out", "the editors of this site", "as soon as somebody reads it"]),
        ("zh-hans", ["本站供试用", "本站编辑", "读到后即"]),
        ("zh-hant", ["本站供試用", "本站編輯", "讀到後即"]),
    ],
)
def test_for_trying_out_it_is_open_says_so_and_keeps_no_address(settings, client, language, sentences):
    settings.ENQUIRY_TRIAL = True
    address = f"/{language}/requests/"
    page = client.get(address).content.decode()
    assert [sentence for sentence in sentences if sentence not in read_text(page)] == []
    assert 'name="contact"' not in page
    assert 'name="consent"' not in page
    data = {**FIELDS, "token": read_token(page), "contact": "reader@example.org", "consent": "on"}
    sent = client.post(address, data)
    answer = client.get(find_answer_path(sent))
    for response in (sent, answer):
        assert [
            sentence for sentence in sentences if sentence not in read_text(response.content.decode())
        ] == []
    assert get_enquiry().contact == ""


def test_with_office_answer_time_and_consent_it_is_no_trial(open_form, settings, client: Client):
    settings.ENQUIRY_TRIAL = True
    page = client.get(ADDRESS).content.decode()
    assert "This site is for trying out" not in page
    assert "The Office answers within 10 working days" in read_text(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_answers_and_in_what_time_in_each_language(open_form, get, language: str):
    page = read_text(get(f"/{language}/requests/"))
    office = {"en": "The Office", "zh-hans": "办公室", "zh-hant": "辦公室"}[language]
    assert office in page
    assert "10" in page
    assert "180" in page


def test_no_cache_keeps_it_and_no_search_engine_lists_it(open_form, settings, client: Client):
    settings.PAGE_CACHE = True
    for _time in range(2):
        response = client.get(ADDRESS)
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "ETag" not in response
    first, second = (read_token(client.get(ADDRESS).content.decode()) for _time in range(2))
    assert first != second


def test_it_sets_no_cookie_and_works_without_a_script(send, client: Client):
    page = client.get(ADDRESS).content.decode().partition('<form method="post"')[2].partition("</form>")[0]
    assert "maxlength" not in page
    assert "0 of 2,000" not in page
    assert send().status_code == 200
    assert not client.cookies


def test_the_token_of_the_form_stands_for_the_check_against_forgery(open_form):
    strict = Client(enforce_csrf_checks=True)
    token = read_token(strict.get(ADDRESS).content.decode())
    assert strict.post(ADDRESS, {**FIELDS, "token": token}).status_code == 200
    assert strict.post(ADDRESS, {**FIELDS, "token": "made-up"}).status_code == 400
    assert Enquiry.objects.count() == 1


# -- What it is about --------------------------------------------------------------------------------


def test_record_and_part_are_carried_along_and_kept(send, client: Client):
    make_city_figure(
        make_city("changchun", name_en="Changchun"), "area", label_en="Area", value=20, year=2020
    )
    query = "?kind=missing&record=city/changchun&part=area"
    response = client.get(f"{ADDRESS}{query}")
    page = read_text(response.content.decode())
    assert "Tell us about this figure" in page
    assert "Area: Changchun" in page
    assert 'value="missing" checked' in response.content.decode()
    send(query)
    enquiry = get_enquiry()
    assert (enquiry.record_type, enquiry.slug, enquiry.part) == ("city", "changchun", "area")
    assert "2020" in enquiry.facts
    assert enquiry.language == "en"


@pytest.mark.parametrize(
    "query",
    ["record=city/draft", "record=city/nowhere", "record=nothing/a", "record=../a", "record=city/a%00b",
     "part=area", "page=//evil.example", "page=/en/?a=b", "page=/Please call 123", "kind=other&kind=nonsense",
     "record=%ED%A0%80", "record=city/changchun&part=nothing"],
)  # fmt: skip
def test_what_is_not_public_or_not_there_is_left_out(open_form, client: Client, query: str):
    make_city("draft", publish=False, name_en="Secret draft")
    make_city("changchun", name_en="Changchun")
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    for word in ("Secret", "evil", "call 123"):
        main = response.content.decode().partition("<main")[2].partition('<form method="post"')[0]
        assert word not in main


def test_a_record_that_was_withdrawn_meanwhile_is_still_named_to_staff(open_form, client: Client):
    city = make_city("changchun", name_en="Changchun")
    token = read_token(client.get(f"{ADDRESS}?record=city/changchun").content.decode())
    with writing() as changes:
        changes.withdraw(city)
    response = client.post(ADDRESS, {**FIELDS, "token": token})
    assert response.status_code == 200
    assert "Changchun" not in read_text(response.content.decode())
    assert get_enquiry().slug == "changchun"


# -- What is refused ---------------------------------------------------------------------------------


def test_all_errors_are_listed_with_links_and_nothing_typed_is_lost(send):
    response = send(kind="", message="x" * 2_136, source="Yearbook 2024", contact="reader@example.org")
    page = response.content.decode()
    assert response.status_code == 400
    assert "Not sent: 3 things to correct" in page
    assert re.search(r'role="alert" tabindex="-1" autofocus', page)
    for field, text in {
        "kind": "Choose what it is",
        "message": "Your message has 2,136 characters: 136 too many",
        "consent": "To keep your address we need your agreement",
    }.items():
        assert f'<a href="#{field}">' in page
        assert f'id="{field}"' in page
        assert f'id="{field}-error"' in page
        assert page.count(text) == 2
    assert "x" * 2_136 in page
    assert 'value="Yearbook 2024"' in page
    assert 'value="reader@example.org"' in page
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("message", "is_kept"), [("字" * 2_000, True), ("字" * 2_001, False), (" \n\u200b", False)]
)
def test_the_server_counts_characters(send, message: str, is_kept: bool):
    assert send(message=message).status_code == (200 if is_kept else 400)


def test_a_line_end_is_one_character(send):
    assert send(message="a\r\n" * 999 + "b").status_code == 200
    assert get_enquiry().message == "a\n" * 999 + "b"


@pytest.mark.parametrize(
    "contact", ["reader", "a@b", "x" * 250 + "@example.org", "a@example.org,b@example.org"]
)
def test_what_is_no_address_is_refused_with_a_sentence(send, contact: str):
    response = send(contact=contact, consent="on")
    assert response.status_code == 400
    assert 'id="contact-error"' in response.content.decode()


def test_a_form_that_was_open_for_too_long_is_shown_again_with_all_that_was_typed(
    open_form, client: Client, monkeypatch
):
    make_city("changchun", name_en="Changchun")
    token = read_token(client.get(f"{ADDRESS}?record=city/changchun").content.decode())
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + FORM_LIFETIME + 60)
    response = client.post(ADDRESS, {**FIELDS, "token": token})
    page = response.content.decode()
    assert response.status_code == 400
    assert "open for too long" in page
    assert FIELDS["message"] in page
    assert "Changchun" in page
    assert client.post(ADDRESS, {**FIELDS, "token": read_token(page)}).status_code == 200
    assert get_enquiry().slug == "changchun"


# -- Sent twice --------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_one_request_with_one_address(open_form, client: Client):
    token = read_token(client.get(ADDRESS).content.decode())
    pages = [client.post(ADDRESS, {**FIELDS, "token": token}).content for _time in range(2)]
    assert pages[0] == pages[1]
    assert Enquiry.objects.count() == 1


def test_a_form_whose_request_is_deleted_brings_it_not_back(open_form, client: Client):
    token = read_token(client.get(ADDRESS).content.decode())
    client.post(ADDRESS, {**FIELDS, "token": token})
    get_enquiry().delete()
    assert client.post(ADDRESS, {**FIELDS, "token": token}).status_code == 410
    assert not Enquiry.objects.exists()


# -- Hostile input -----------------------------------------------------------------------------------

_PARTS = b"--a\r\nContent-Disposition: form-data; name=message\r\n\r\nx\r\n--a--"
_BIDI = "\u202eevil\u2066 \u0000\u0001\u009b"


def test_controls_are_taken_out_and_markup_is_text(send, client: Client):
    links = " ".join(f"<a href=https://spam{number}.example>x</a>" for number in range(40))
    response = send(message=f"{_BIDI}{links}", source=f"<script>{_BIDI}")
    page = response.content.decode()
    assert response.status_code == 200
    assert get_enquiry().message.startswith("evil <a href")
    assert "<script>evil" not in page
    assert 'href="https://spam' not in page
    assert "spam0.example" in read_text(page)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"kind=correction&message=%ED%A0%80%FF%FE%00", "application/x-www-form-urlencoded"),
        (b"message=\xff\xfe\x00", "application/x-www-form-urlencoded; charset=utf-16"),
        (_PARTS, "multipart/form-data; boundary=a; charset=hex"),
        (b"no parts", "multipart/form-data; boundary=a"),
        (b"{}", "application/json"),
        (b"", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % number for number in range(20_000)), "application/x-www-form-urlencoded"),
    ],
)  # fmt: skip
def test_no_body_is_answered_with_an_error_of_the_server(open_form, client: Client, body, content_type: str):
    response: Any = client.generic("POST", ADDRESS, body, content_type=content_type)
    assert 400 <= response.status_code < 500
    assert not Enquiry.objects.exists()


def test_a_huge_body_is_not_read(open_form, client: Client):
    response = client.post(ADDRESS, {**FIELDS, "message": "x" * 300_000})
    assert response.status_code == 413
    assert "too long" in response.content.decode()


def test_other_methods_are_refused(open_form, client: Client):
    assert client.put(ADDRESS).status_code == 405
    assert client.delete(ADDRESS).status_code == 405


def test_the_address_is_asked_for_with_the_text_that_the_operator_set(open_form, get):
    assert CONSENT in get(ADDRESS)
