"""The desk in production: every page answers, and what readers and staff send arrives."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.contrib.admin.sites import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import NoReverseMatch, reverse

from records.models import Record
from tests.stack.admin_session import URLENCODED, Editor, Form, make_publisher
from tests.stack.production import NOT_FROM_NGINX, Production, wait_until
from tests.stack.test_production import has_headers

PAGES = [
    "", "find/", "find/?q=changchun", "find/suggestions/?q=changchun", "missing-chinese/", "proposals/",
    "unread/", "edit-links/?path=/en/cities/changchun/", "cities/city/?q=長春",
    "cities/city/template/?format=csv", "account/",
]  # fmt: skip
PAGES_OF_A_TYPE = ("add", "deleted", "import", "export")
PAGES_OF_A_RECORD = ("change", "history", "delete", "withdraw", "rename")
CITY = "/api/v1/cities/changchun/"

pytestmark = pytest.mark.smoke


@pytest.fixture(scope="module")
def anna(production: Production) -> Editor:
    return sign_in(production, "anna")


@pytest.fixture(scope="module")
def bo(production: Production) -> Editor:
    return sign_in(production, "bo")


def sign_in(production: Production, name: str) -> Editor:
    make_publisher(production, name)
    editor = Editor(production)
    editor.log_in(name)
    return editor


def list_type_pages() -> Iterator[str]:
    """The list of each model, and the other pages of a type of records."""
    for model in site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for page in ("changelist", *(PAGES_OF_A_TYPE if issubclass(model, Record) else ())):
            try:
                yield reverse(f"{name}_{page}")
            except NoReverseMatch:  # some types have no tables
                assert page in ("import", "export"), (model, page)


def find_city(editor: Editor) -> str:
    """The address of the form of Changchun."""
    rows = editor.request("/admin/cities/city/?q=changchun").text
    form = re.search(r"/admin/cities/city/\d+/change/", rows)
    assert form
    return form[0]


def test_the_pages_of_the_desk_answer(production: Production) -> None:
    code = "from django.contrib.auth.models import User;"
    code += "User.objects.create_superuser('chief-of-desk', '', 'correct horse battery')"
    production.manage("shell", "-v0", "-c", code)
    chief = Editor(production)
    chief.log_in("chief-of-desk")
    form = find_city(chief)
    paths = [
        *(f"/admin/{quote(path, safe='/?=&')}" for path in PAGES),
        *list_type_pages(),
        *(form.replace("change", page) for page in PAGES_OF_A_RECORD),
    ]
    answers = {path: chief.request(path) for path in paths}
    wrong = {path: answer.status for path, answer in answers.items() if answer.status != 200}
    assert wrong == {}
    assert {path: lost for path, answer in answers.items() if (lost := has_headers(answer))} == {}


def test_what_one_publisher_proposes_is_public_once_another_accepts_it(
    production: Production, anna: Editor, bo: Editor
) -> None:
    words = "Two people have read this sentence."
    form = find_city(anna)
    assert anna.send(form, summary_en=words, _propose="1", change_reason="Shorter.").status == 302
    proposals = anna.request("/admin/proposals/").text
    found = re.search(r"/admin/proposals/\d+/", proposals)
    assert found
    anna.send(found[0], _accept="1")
    assert words not in production.get(CITY, **NOT_FROM_NGINX).text
    assert bo.send(found[0], _accept="1").status == 302
    wait_until(
        lambda: words in production.get(CITY, **NOT_FROM_NGINX).text,
        "What was accepted is not public.",
        30,
        production.logs,
    )


def test_a_request_of_a_reader_arrives_at_the_desk(production: Production, anna: Editor) -> None:
    page = production.get("/en/requests/?record=city/changchun")
    assert (page.status, has_headers(page)) == (200, [])
    fields = {**dict(Form(page.text).fields), "kind": "correction", "message": "The area is that of 2020."}
    headers = {"Content-Type": URLENCODED}
    sent = production.request("/en/requests/", "POST", headers, urlencode(fields).encode())
    address = re.search(r'<code id="address"[^>]*>([^<]+)</code>', sent.text)
    assert (sent.status, has_headers(sent)) == (200, [])
    assert address
    answer = production.get(urlsplit(address[1]).path)
    assert (answer.status, answer.headers["Cache-Control"], has_headers(answer)) == (200, "no-store", [])
    requests = anna.request("/admin/enquiries/enquiry/").text
    found = re.search(r"/admin/enquiries/enquiry/\d+/change/", requests)
    assert found
    assert fields["message"] in anna.request(found[0]).text


def test_a_table_of_the_desk_is_imported(anna: Editor) -> None:
    table = anna.request("/admin/cities/city/export/file/?format=csv").body
    path = "/admin/cities/city/import/"
    fields = dict(Form(anna.request(path).text).fields)
    file = SimpleUploadedFile("cities.csv", table, "text/csv")
    body = encode_multipart(BOUNDARY, {**fields, "file": file})
    answer = anna.request(path, "POST", body, MULTIPART_CONTENT)
    assert answer.status == 302, answer.text
    batch = anna.request(answer.headers["Location"])
    assert (batch.status, has_headers(batch)) == (200, [])
