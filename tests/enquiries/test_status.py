"""The page of an answer: at an address that only its sender has, which no log and no table has."""

import logging

import pytest
from django.conf import settings as hub_settings
from django.test import Client

from enquiries.choices import EnquiryState
from enquiries.models import Enquiry, EnquiryEvent
from hub.logs import remove_tokens
from tests.conftest import LANGUAGES
from tests.enquiries.conftest import find_answer_path, get_enquiry
from tests.factories import make_city, make_city_figure, writing
from tests.html_text import read_text
from tests.hub.test_logs import handler_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(send) -> str:
    make_city_figure(
        make_city("changchun", name_en="Changchun"), "area", label_en="Area", value=20, year=2020
    )
    return find_answer_path(send("?record=city/changchun&part=area"))


def test_only_a_digest_of_the_token_is_stored(path: str):
    token = path.rstrip("/").rpartition("/")[2]
    assert len(token.replace("-", "")) == 32  # 160 bits
    assert token not in str(Enquiry.objects.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_what_was_sent_and_how_far_it_is(path: str, client: Client, language: str):
    response = client.get(path.replace("/en/", f"/{language}/"))
    page = read_text(response.content.decode())
    assert "The number is that of 2020." in page
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "ETag" not in response


def test_it_shows_the_answer_as_text_and_what_changed(path: str, client: Client):
    enquiry = get_enquiry()
    enquiry.state, enquiry.answer = EnquiryState.ANSWERED, "Thank you.\n<b>It is 21 now.</b>"
    enquiry.save()
    EnquiryEvent.objects.create(enquiry=enquiry, state=EnquiryState.ANSWERED, actor="editor")
    figure = type(make_city("other").key_facts.model.objects.get())  # the part of Changchun
    part = figure.objects.get()
    with writing() as changes:
        part.value, part.year = 21, 2023
        changes.save(part)
    page = client.get(path).content.decode()
    assert "Thank you.<br>&lt;b&gt;It is 21 now." in page
    assert "<del>" in page
    assert "2020" in page.partition("<del>")[2].partition("</del>")[0]
    assert "2023" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert "Answered" in read_text(page)
    assert "editor" not in read_text(page)  # staff aren't named


def test_the_sender_deletes_it_with_one_button(path: str, client: Client):
    strict = Client(enforce_csrf_checks=True)  # there is no cookie to check
    response = strict.post(path)
    assert response.status_code == 302
    assert not Enquiry.objects.exists()
    assert "There is no request at this address" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("token", ["a", "%00", "%ED%A0%80", "x" * 5_000, "..%2f"])
def test_an_address_that_leads_nowhere_says_so(open_form, client: Client, token: str):
    assert client.get(f"/en/requests/{token}/").status_code == 404
    assert client.post(f"/en/requests/{token}/").status_code in (302, 404)


def test_the_answer_stays_when_the_form_closes(path: str, settings, client: Client):
    settings.ENQUIRY_ANSWER_DAYS = 0
    assert client.get(path).status_code == 200


def test_its_own_links_lead_nobody_to_it(path: str, client: Client):
    token = path.rstrip("/").rpartition("/")[2]
    page = client.get(path).content.decode()
    assert "page=%2Fen%2Frequests" not in page
    assert f"requests%2F{token}" not in page


# -- Logs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_json", [True, False])
def test_logs_of_the_application_mask_the_token(path: str, as_json: bool):
    handler = handler_of(as_json)
    logger = logging.getLogger("hub.test")
    logger.addHandler(handler)
    try:
        logger.error("%s: the database can't be asked: %s", path, "gone")
        logger.error("Internal Server Error: %s", path, extra={"request": Client().get("/en/").wsgi_request})
    finally:
        logger.removeHandler(handler)
    token = path.rstrip("/").rpartition("/")[2]
    text = handler.stream.getvalue()
    assert text.count("/en/requests/") == 2
    assert token not in text


def test_a_path_without_a_secret_stays_as_it_is():
    assert remove_tokens("/en/requests/") == "/en/requests/"
    assert remove_tokens("/en/cities/changchun/") == "/en/cities/changchun/"


def test_the_log_of_nginx_has_the_same_mask():
    text = (hub_settings.BASE_DIR / "deploy/nginx.conf").read_text()
    line = text.partition("log_format hub")[2].partition(";")[0]
    assert "$hub_logged_path" in line
    assert "$hub_logged_referrer" in line
    assert "$uri" not in line
    assert "$http_referer" not in line
