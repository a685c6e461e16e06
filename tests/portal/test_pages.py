"""The about page, legal pages, error pages, language choice and cookies."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from hub.error_views import handle_server_error
from portal.methodology import (
    DISAGREEMENTS,
    EVIDENCE_MEANINGS,
    PRECISION_MEANINGS,
    SOURCE_TYPE_MEANINGS,
)
from portal.selectors import ENDORSERS_SHOWN
from portal.sitemaps import PageSitemap
from records import version_cache
from records.choices import Evidence, Precision, SourceType
from records.models import get_record_types
from tests.conftest import LANGUAGES
from tests.factories import (
    make_city,
    make_city_figure,
    make_event,
    make_membership,
    make_network,
    text,
    writing,
)
from tests.html_text import strip_tags


@pytest.mark.content_check
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["about", "legal", "privacy", "accessibility"])
def test_a_text_page_is_there_in_each_language(content, get, language, page):
    html = get(f"/{language}/{page}/")
    assert html.count("<h1>") == 1
    assert html.count("<h2 id=") >= 4


@pytest.mark.content_check
def test_every_code_that_qualifies_a_figure_is_explained(content, get):
    assert (set(EVIDENCE_MEANINGS), set(SOURCE_TYPE_MEANINGS), set(PRECISION_MEANINGS)) == (
        set(Evidence),
        set(SourceType),
        set(Precision),
    )
    page = get("/en/about/")
    assert all(f'data-e="{level.value}"' in page for level in Evidence)


@pytest.mark.parametrize("is_known", [False, True])
def test_an_evidence_level_without_a_figure_says_so(db, get, is_known):
    version_cache.clear_values()
    if is_known:
        make_city_figure(make_city(), evidence=Evidence.MEASURED)
    level = get("/en/about/").split('data-e="measured"')[1].split("</div>")[0]
    assert ("No figure of this level yet." in level) is not is_known


@pytest.mark.content_check
def test_every_disagreement_leads_to_the_records_that_show_it(content, get):
    page = get("/en/about/")
    for entry in DISAGREEMENTS:
        for code, slug in entry.shown_at:
            record = get_record_types()[code].objects.published().get(slug=slug)
            assert f'href="{record.get_absolute_url()}"' in page


@pytest.mark.content_check
def test_a_disagreement_names_each_of_its_sources_once(content, get):
    for box in get("/en/about/").split('class="disagree"')[1:]:
        markers = re.findall(r'href="#s(\d+)"', box.split("</div>")[0])
        assert len(markers) == len(set(markers))


@pytest.mark.content_check
def test_about_costs_few_queries(content, client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get("/en/about/")


@pytest.mark.content_check
def test_errors_go_to_the_mailbox_if_there_is_one(content, get, settings):
    settings.CONTACT_EMAIL = "hub@example.org"
    assert "mailto:hub@example.org" in get("/en/about/").split('id="contact"')[1]


def test_the_legal_notice_names_who_is_responsible_where_the_settings_do(db, get, settings):
    publisher = get("/en/legal/").split('id="publisher"')[1].split("<h2")[0]
    assert strip_tags(publisher).strip(" >") == "Publisher ICLEI East Asia Secretariat."
    settings.RESPONSIBLE_BODY, settings.POSTAL_ADDRESS = "ICLEI e. V., Bonn", "首尔市某路1号"
    page = get("/en/legal/")
    assert "<p>ICLEI e. V., Bonn</p>" in page
    assert '<p><span lang="zh-Hans">首尔市某路1号</span></p>' in page
    assert '<span lang="en">ICLEI e. V., Bonn</span>' in get("/zh-hant/legal/")


# -- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "lang"),
    [
        ("/zh-hans/nothing/", "zh-Hans"),
        ("/zh-hant/nothing/", "zh-Hant-HK"),
        ("/en/nothing/", "en"),
        ("/nothing", "zh-Hans"),
    ],
)
def test_a_missing_page_answers_in_the_language_of_its_address_else_of_its_reader(db, client, path, lang):
    response = client.get(path, headers={"accept-language": "zh-CN"})
    assert response.status_code == 404
    assert f'<html lang="{lang}"' in response.content.decode()


def test_a_withdrawn_record_says_what_it_was_and_when(db, get):
    event = make_event("a-forum", **text("title", "A forum", "论坛"))
    with writing() as changes:
        changes.withdraw(event)
    page = get("/zh-hans/coalition/events/a-forum/", status=410)
    assert '<html lang="zh-Hans"' in page
    assert "论坛" in page
    assert "noindex" in page


@pytest.mark.parametrize(
    ("path", "code", "tag"),
    [("/zh-hant/cities/", "zh-hant", "zh-Hant-HK"), ("/en/", "en", "en"), ("/other", "en", "en")],
)
def test_the_page_for_a_failure_asks_nothing_of_the_database(
    rf: RequestFactory, monkeypatch, path, code, tag
):
    def refuse(*args, **kwargs):
        raise AssertionError("a query was made")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = handle_server_error(rf.get(path, headers={"host": "not an allowed host"}))
    assert response.status_code == 500
    assert f'<html lang="{tag}"' in response.content.decode()
    assert f'href="/{code}/"' in response.content.decode()


# -- Languages and cookies ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "given"),
    [("zh-TW", "zh-hant"), ("zh-HK", "zh-hant"), ("zh-CN", "zh-hans"), ("zh", "zh-hans"), ("fr", "en"),
     ("en-GB,en;q=0.8", "en"), ("", "en")],
)  # fmt: skip
def test_the_root_leads_to_the_language_that_is_asked_for(client, asked, given):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{given}/")
    assert "Accept-Language" in response["Vary"]


@pytest.mark.content_check
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_page_sets_a_cookie(content, client: Client, language):
    with override(language):
        paths = [reverse(name) for name in PageSitemap().items()]
    for path in [
        *paths,
        f"/{language}/cities/changchun/",
        f"/{language}/nothing/",
        "/",
        "/robots.txt",
        "/sitemap.xml",
    ]:
        assert not client.get(path).cookies, path


def test_a_browser_that_asks_for_an_icon_by_itself_is_led_to_it(client):
    assert client.get("/favicon.ico").headers["Location"].endswith("img/favicon.svg")


def test_the_home_page_shows_the_first_endorsing_governments_and_leads_to_all(db, get):
    network = make_network()
    with writing():
        for number in range(ENDORSERS_SHOWN + 1):
            make_membership(make_city(f"city-{number:02}"), network, role="endorsing")
    html = get("/en/")
    assert html.count('<li><b><a href="/en/cities/') == ENDORSERS_SHOWN
    assert 'href="/en/coalition/#members"' in html
