"""The search page and its suggestions."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from search import selectors, time_limit
from search.models import SearchEntry
from search.queries import SearchQuery
from tests.factories import make_city, make_flow, make_material, make_park, make_source, text
from web.versions import versions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]


@pytest.fixture
def records() -> None:
    city = make_city("changchun", **text("name", "Changchun", "长春市"))
    make_park("a-park", city=city, **text("name", "Changchun Recycling Park", "长春循环园区"))
    make_material("gangue", **text("name", "Coal gangue", "煤矸石"), **text("description", "Rock", "岩石"))


def list_results(html: str) -> list[str]:
    return re.findall(r'<h3><a href="([^"]+)"', html)


@pytest.mark.both_databases
def test_results_are_ranked_and_their_words_are_marked(get: Any, records: None):
    html = get("/en/search/?q=changchun")
    assert list_results(html) == ["/en/cities/changchun/", "/en/parks/a-park/"]
    assert "<mark>Changchun</mark> Recycling Park" in html


@pytest.mark.both_databases
@pytest.mark.parametrize("query", ["长春", "長春", "chang chun", "cháng chūn"])
def test_a_city_is_found_in_each_script(get: Any, records: None, query: str):
    assert list_results(get(f"/en/search/?q={query}"))[0] == "/en/cities/changchun/"


def test_chinese_is_marked_in_the_script_of_the_page(get: Any, records: None):
    assert "<mark>長春</mark>市" in get("/zh-hant/search/?q=长春")


def test_a_title_without_a_translation_is_shown_in_one_script(get: Any):
    make_source("news", title="长春的经济", language="zh-Hans")
    for language in ("en", "zh-hans", "zh-hant"):
        assert "hit__other" not in get(f"/{language}/search/?q=长春的经济")


def test_a_title_with_all_words_is_explained_in_the_language_of_the_page(get: Any):
    names = text("name", "Ash of 16 plants", "16座电厂的粉煤灰")
    make_material("ash", **names, **text("description", "From burning coal", "16座电厂燃煤产生"))
    html = get("/en/search/?q=16 ash")
    assert "From burning coal" in html
    assert "燃煤产生" not in html


def test_types_have_counts_and_filter(get: Any, records: None):
    html = get("/en/search/?q=changchun")
    assert 'type=park">Industrial parks <span class="types__count">1</span>' in html
    assert list_results(get("/en/search/?q=changchun&type=park")) == ["/en/parks/a-park/"]


def test_nothing_found_helps(get: Any, records: None):
    html = get("/en/search/?q=changchum")
    assert "Nothing about “changchum” yet" in html
    assert list_results(html) == ["/en/cities/changchun/", "/en/parks/a-park/"]
    assert "What can be found" in html


def test_nothing_unrelated_is_listed_where_nothing_is_found(get: Any, records: None):
    make_city("bonn", **text("name", "Bonn", "波恩"))
    html = get("/en/search/?q=Taiwan")
    assert "Nothing about “Taiwan” yet" in html
    assert list_results(html) == []
    assert "Similar names" not in html


def test_a_dropped_word_is_said(get: Any, records: None):
    html = get("/en/search/?q=gangue Pyrolysis")
    assert list_results(html) == ["/en/materials/gangue/"]
    assert "for “gangue”, without “Pyrolysis”: nothing has all the words." in html


@pytest.mark.parametrize("query", ["coal gangue jilin", "jilin gangue", "吉林煤矸石"])
def test_a_material_and_a_place_lead_to_the_examples_by_their_distance(get: Any, records: None, query: str):
    sources = {"coordinates_sources": [make_source()]}
    make_city("jilin", **text("name", "Jilin", "吉林市"), lat=43.84, lon=126.55, lists=sources)
    make_flow(make_park("b-park", city=make_city("datong", lat=40.08, lon=113.3, lists=sources)))
    html = get(f"/en/search/?q={query}")
    [(url, words)] = re.findall(r'examples">\s*<a href="([^"]+)"[^>]*>\s*(.+?)\s*</a>', html)
    assert words == "Coal gangue: 1 example, 1,171 km from Jilin"
    assert "1,171 km from Jilin" in get(unescape(url))


def test_each_word_of_a_material_may_stand_apart_in_its_name(get: Any):
    make_city("tangshan", **text("name", "Tangshan", "唐山市"))
    material = make_material("slag", **text("name", "Steel and iron slag", "钢铁渣"))
    make_flow(make_park("b-park"), material)
    make_material("iron-ore", **text("name", "Iron ore", "铁矿"))
    assert "Steel and iron slag: 1 example" in get("/en/search/?q=steel slag tangshan")


@pytest.mark.parametrize("query", ["jilin", "gangue", "gangue atlantis", "changchun park"])
def test_other_queries_lead_to_no_examples(get: Any, records: None, query: str):
    make_city("jilin", **text("name", "Jilin", "吉林市"))
    make_flow(make_park("b-park"))
    assert "search-page__examples" not in get(f"/en/search/?q={query}")


def test_a_correction_is_said(get: Any, records: None):
    assert "for “gangue”: nothing matches “gangeu”." in get("/en/search/?q=gangeu")


def test_only_whole_words_are_marked(get: Any, records: None):
    make_park("b-park", **text("name", "Coal park of the Coalition", "煤炭园区"))
    assert "<mark>Coal</mark> park of the Coalition" in get("/en/search/?q=coal")


@pytest.mark.parametrize("address", ["search/", "search/?q=quxxyq", "no-such-page/"])
def test_a_page_without_anything_offers_a_field_and_examples(client: Client, address: str):
    for language in ("en", "zh-hans", "zh-hant"):
        html = client.get(f"/{language}/{address}").content.decode()
        main = html.partition("<main")[2].partition("</main>")[0]
        assert 'name="q"' in main
        assert main.count(f'<a href="/{language}/search/?q=') == 5


def test_two_words_are_found_without_the_space_between_them(get: Any, records: None):
    make_material("ash", **text("name", "Coal fly ash", "粉煤灰"))
    html = get("/en/search/?q=flyash")
    assert "for “fly ash”: nothing matches “flyash”." in html
    assert list_results(html) == ["/en/materials/ash/"]


def test_a_query_is_escaped(get: Any, records: None):
    html = get("/en/search/?q=<script>alert(1)</script> ' \" \\ * : () AND OR NOT")
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "query", ["'", '"', "\\", "*", "(", ":*", "a'b\\'c", "NOT", "\x00", "🐼", "%", "𠀀𠀁"]
)
def test_any_text_can_be_searched(get: Any, query: str):
    get(f"/en/search/?q={query}")


def test_a_long_query_is_refused_with_the_limit(get: Any):
    html = get(f"/en/search/?q={'x' * 101}", 400)
    assert "<code>q</code>: The text to search for has at most 100 characters." in html


def test_reading_the_words_of_all_titles_does_not_count_as_time_of_a_search(
    records: None, monkeypatch: pytest.MonkeyPatch
):
    limited: list[bool] = [False]

    @contextmanager
    def limit() -> Iterator[None]:
        limited[0] = True
        yield
        limited[0] = False

    def replace(query: SearchQuery) -> SearchQuery:
        assert not limited[0]
        return SearchQuery("changchun")

    monkeypatch.setattr(selectors, "limit_search_time", limit)
    monkeypatch.setattr(selectors, "replace_unknown_words", replace)
    assert selectors.find_results("changchxx").is_corrected


@pytest.mark.both_databases
def test_suggestions_have_all_words(client: Client, records: None):
    assert client.get("/en/search/suggestions/?q=gangue+pyrolysis").context["groups"] == []
    assert client.get("/en/search/suggestions/?q=changchum").context["groups"] == []


def test_a_search_makes_no_entry_in_the_page_cache(settings: Any, client: Client, records: None):
    settings.PAGE_CACHE = True
    cache: Any = caches["pages"]
    cache.clear()
    for query in ("changchun", "coal"):
        assert "Cache-Status" not in client.get(f"/en/search/?q={query}")
        assert "Cache-Status" not in client.get(f"/en/search/?q={query}")


def test_a_client_with_a_current_copy_gets_304_before_any_search(
    settings: Any, client: Client, records: None, monkeypatch: pytest.MonkeyPatch
):
    settings.PAGE_CACHE = True
    versions.forget()
    tag = client.get("/en/search/?q=changchun")["ETag"]

    def fail(*args: Any) -> None:
        raise AssertionError("it was searched")

    monkeypatch.setattr("search.views.find_results", fail)
    assert client.get("/en/search/?q=changchun", headers={"If-None-Match": tag}).status_code == 304


def test_searches_have_a_limit_of_their_own(settings: Any, client: Client, records: None):
    settings.API_LIMIT_LOOPBACK, settings.SEARCH_RATE = True, 2
    for _number in range(2):
        assert client.get("/en/search/?q=coal").status_code == 200
    response = client.get("/en/search/?q=coal")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert client.get("/en/search/").status_code == 200


@pytest.mark.both_databases
def test_a_search_that_takes_too_long_ends_with_503(
    client: Client, records: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(time_limit, "SEARCH_TIME_LIMIT", 50)

    def wait_long(*args: Any) -> Any:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
        list(SearchEntry.objects.raw(f"{numbers} SELECT max(i) AS id FROM n"))

    monkeypatch.setattr(selectors, "_find_matches", wait_long)
    response = client.get("/en/search/?q=coal")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    monkeypatch.undo()
    assert client.get("/en/search/?q=coal").status_code == 200


def test_suggestions_are_grouped_by_type(get: Any, records: None):
    html = get("/en/search/suggestions/?q=chang")
    assert re.findall(r'role="group" aria-label="([^"]+)"', html) == ["Cities", "Industrial parks", "Search"]
    assert html.count('role="option"') == 3
    assert get("/en/search/suggestions/?q=zzzz").strip() == ""


def test_a_title_in_a_third_language_is_marked_with_it(get: Any):
    make_source("bericht", title="Bericht aus Hamburg", language="de")
    for language in ("en", "zh-hans", "zh-hant"):
        html = get(f"/{language}/search/?q=hamburg")
        assert f'<a href="/{language}/sources/bericht/" lang="de">' in html


def test_a_title_without_a_translation_is_marked_with_its_language(get: Any):
    make_source("news", title="长春的经济", language="zh-Hans")
    make_source("report", title="Economy of Hamburg")
    assert '<a href="/en/sources/news/" lang="zh-Hans">' in get("/en/search/?q=长春的经济")
    assert '<a href="/zh-hans/sources/report/" lang="en">' in get("/zh-hans/search/?q=hamburg")
