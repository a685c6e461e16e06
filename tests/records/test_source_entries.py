"""What the list of sources, and the popover that copies it, say of a source."""

import re
from datetime import date
from typing import Any

import pytest

from tests.factories import make_city, make_source
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

TEXT = {"publisher": "国家发展改革委", "language": "zh-Hans", "title": "通知", "kind": "regulation"}


def get_entry(get: Any, language: str = "en", **values: Any) -> str:
    """Return the entry of a source in the list of a page that cites it."""
    source = make_source("the-source", **{**TEXT, **values})
    page = get(f"/{language}{make_city(lists={'sources': [source]}).path}")
    found = re.search(r'<span class="source">.*?</small>.*?</li>', page, re.DOTALL)
    assert found is not None
    return found[0]


def read_entry(html: str) -> str:
    return read_text(f"<main>{html}</main>")


def test_an_entry_names_authority_document_number_and_the_site_where_it_was_read(get: Any) -> None:
    number = "发改环资〔2021〕381号"
    values = {"official": True, "document_number": number, "via": "丝路网", "published": "2021-03-18"}
    entry = read_entry(get_entry(get, **values))
    assert f"Regulation or notice, official, {number} , 18 March 2021" in entry
    assert entry.endswith("Read at 丝路网")


def test_an_entry_of_a_press_report_is_silent_about_authorities(get: Any) -> None:
    entry = read_entry(get_entry(get, kind="news"))
    assert "official" not in entry
    assert "read at" not in entry


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Publisher not named"), ("zh-hans", "未署名"), ("zh-hant", "未署名")]
)
def test_a_publisher_that_is_not_named_is_said_in_the_language_of_the_page(
    get: Any, language: str, name: str
) -> None:
    entry = get_entry(get, language, publisher="Not named")
    assert f'<span class="source"><span>{name}</span>' in entry


@pytest.mark.parametrize(("page", "named"), [("en", 2), ("zh-hans", 0), ("zh-hant", 2)])
def test_a_language_is_named_where_it_is_not_that_of_the_page(get: Any, page: str, named: int) -> None:
    assert get_entry(get, page, publisher="一个机构").count('lang="zh-Hans"') == named


def test_a_publisher_known_in_both_languages_stands_in_that_of_the_page(get: Any) -> None:
    assert "<span>National Development and Reform Commission</span>" in get_entry(get, "en")
    assert ">国家发展改革委<" in get_entry(get, "zh-hans")


@pytest.mark.parametrize(
    ("language", "wikipedia", "site"),
    [
        ("en", "Chinese Wikipedia", "北极星环保网 (bjx.com.cn)"),
        ("zh-hans", "维基百科中文版", "北极星环保网（bjx.com.cn）"),
        ("zh-hant", "維基百科中文版", "北极星环保网（bjx.com.cn）"),
    ],
)
def test_publishers_and_sites_are_written_as_the_language_of_the_page_sets_them(
    get: Any, language: str, wikipedia: str, site: str
) -> None:
    entry = read_entry(
        get_entry(get, language, publisher="Chinese Wikipedia", via="北极星环保网 (bjx.com.cn)")
    )
    assert entry.startswith(wikipedia)
    assert entry.endswith(site)


def test_the_site_of_a_copy_that_is_not_linked_is_not_named(get: Any) -> None:
    entry = get_entry(get, link_ok=False, via="copies.example")
    assert "copies.example" not in entry


COPY: dict[str, Any] = {
    "copies": [{"en": "EPS DATA", "zh_hans": "EPS DATA平台"}, {"en": "CNKI", "zh_hans": "中国知网"}],
    "read_on": date(2026, 11, 29),
    "rights": "not_stated",
}


def test_an_entry_names_the_copies_with_their_day_also_without_a_link(get: Any) -> None:
    entry = get_entry(get, link_ok=False, **COPY)
    assert "read in a copy: EPS DATA, CNKI, 29 November 2026, no licence stated" in read_entry(entry)
    assert "example.org" not in entry


def test_a_page_that_cites_it_says_that_the_licence_does_not_cover_its_values(get: Any) -> None:
    said = "This doesn’t cover values whose source states no licence."
    plain, copied = make_source("a-notice"), make_source("a-yearbook", **{**TEXT, **COPY})
    assert said not in read_text(get(f"/en{make_city('datong', lists={'sources': [plain]}).path}"))
    assert said in read_text(get(f"/en{make_city('taiyuan', lists={'sources': [copied]}).path}"))


def test_its_page_says_on_which_day_the_copies_were_read_and_not_the_original(get: Any) -> None:
    source = make_source("the-source", **{**TEXT, **COPY})
    page = read_text(get(f"/zh-hans{source.path}"))
    assert "所读副本 EPS DATA平台、中国知网，2026年11月29日" in page
    assert "许可 未注明" in page
    assert "Date accessed" not in read_text(get(f"/en{source.path}"))


def test_the_sources_of_a_page_are_a_page_of_their_own_with_the_same_numbers(get: Any) -> None:
    sources = [make_source(f"source-{number}", title=f"Notice {number}") for number in (1, 2)]
    path = f"/en{make_city(lists={'sources': sources}).path}"
    page, alone = get(path), get(f"{path}?sources=1")
    assert 'href="?sources=1"' in page
    entries = [
        re.findall(r'<li id="s(\d+)".*?<cite[^>]*>([^<]*)<', html, re.DOTALL) for html in (page, alone)
    ]
    assert entries[0] == entries[1] == [("1", "Notice 1"), ("2", "Notice 2")]
    assert "<details" not in alone.split("<main")[1].split("</main>")[0]
    assert 'content="noindex, follow"' in alone
