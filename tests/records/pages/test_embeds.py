"""Other sites show a figure or a statistic in a frame; nothing else of the site can be framed."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from cities.models import CityFigure
from records import publishing
from records.choices import RevisionKind
from records.permissions import SystemWriter
from records.publishing import get_content_version
from records.texts.formats import NOT_NAMED
from tests.factories import make_city, make_city_figure, make_source, save_part, text
from tests.html_text import read_text
from tests.records.test_corrections import correct

pytestmark = pytest.mark.django_db

FIGURE = "/en/embed/figures/city.datong.area/"
STATISTIC = "/en/embed/statistics/parks-by-level/"
COMPARISON = "/en/embed/compare/?cities=aa,bb"
OEMBED = "/api/v1/oembed/"


@pytest.fixture
def figure() -> Any:
    city = make_city("datong", **text("name", "Datong", "大同市"))
    return make_city_figure(city, value=10, unit="km2", year=2020)


@pytest.fixture
def two() -> list[Any]:
    return [
        make_city_figure(make_city(slug), value=value, year=2020) for slug, value in (("aa", 10), ("bb", 40))
    ]


def edit(figure: Any, value: int, kind: str = RevisionKind.UPDATE) -> None:
    reason = "A wrong unit." if kind == RevisionKind.CORRECTION else ""
    with publishing.publication_transaction(SystemWriter("a test"), reason=reason, kind=kind) as changes:
        figure.value = value
        changes.save(figure)


def words(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return read_text(response.content.decode())


def test_a_figure_says_of_what_and_when_it_is_and_who_states_it(client: Client, figure: Any):
    page = words(client, FIGURE)
    for part in ("Datong", "Area", "10 km²", "2020", "Source", "A ministry", "CC BY 4.0"):
        assert part in page
    assert "大同市" in words(client, FIGURE.replace("/en/", "/zh-hans/"))


def test_a_figure_whose_source_states_no_licence_says_so(client: Client, figure: Any):
    copies = [{"en": "CNKI", "zh_hans": "中国知网"}]
    source = make_source("a-yearbook", publisher="统计局", rights="not_stated", copies=copies)
    with publishing.publication_transaction(SystemWriter("a test")) as changes:
        changes.set_related(figure, "sources", [source])
    page = words(client, FIGURE)
    assert "Rights: not stated" in page
    assert "CC BY" not in page
    assert "统计局 (read in a copy: CNKI)" in page


@pytest.mark.parametrize("path", [FIGURE, f"{FIGURE}?code=1", STATISTIC, COMPARISON])
def test_it_can_be_framed_and_has_no_script_form_search_or_cookie(
    client: Client, figure: Any, two: Any, path: str
):
    response = client.get(path)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert not re.findall(r"<(?:script|form|input|button|select|iframe)\b", response.content.decode())
    assert 'content="noindex"' in response.content.decode()


@pytest.mark.parametrize("path", [FIGURE, STATISTIC, COMPARISON])
def test_it_begins_with_the_name_of_the_hub_in_its_fonts(client: Client, figure: Any, two: Any, path: str):
    html = client.get(path).content.decode()
    assert html.count('rel="preload"') == html.count(".woff2") == 2
    body = html.partition("<main>")[2]
    assert body.index("China Hub") < body.index("<h1")


def test_it_can_be_framed_from_the_cache_too(client: Client, figure: Any, settings: Any):
    settings.PAGE_CACHE = True
    client.get(FIGURE)
    response = client.get(FIGURE)
    assert response["Cache-Status"] == "hub; hit"
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/en/cities/datong/",
        "/en/statistics/parks-by-level/",
        "/en/embed/figures/city.x.y/",
        "/admin/login/",
        "/en/compare/?cities=datong",
        "/api/v1/reconcile/",
    ],
)
def test_no_other_page_can_be_framed(client: Client, figure: Any, path: str):
    response = client.get(path)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_value_that_was_corrected_since_says_so(client: Client, figure: Any):
    number = get_content_version()
    assert "since it was embedded" not in words(client, f"{FIGURE}?version={number}")
    edit(figure, 12, RevisionKind.CORRECTION)
    page = words(client, f"{FIGURE}?version={number}")
    assert "12 km²" in page
    assert "Corrected since it was embedded. Before: 10 km²" in page
    assert "since it was embedded" not in words(client, f"{FIGURE}?version={get_content_version()}")


def test_a_correction_of_something_else_is_not_that_of_the_figure(client: Client, figure: Any):
    number = get_content_version()
    correct(figure.city, "A wrong name", name_en="Tatung")
    edit(figure, 12)
    assert "Changed since it was embedded. Before: 10 km²" in words(client, f"{FIGURE}?version={number}")
    assert "since it was embedded" not in words(client, FIGURE)


def test_a_value_that_changed_without_an_error_says_that(client: Client, figure: Any):
    number = get_content_version()
    edit(figure, 12)
    assert "Changed since it was embedded. Before: 10 km²" in words(client, f"{FIGURE}?version={number}")


def test_a_change_of_something_else_is_none_of_the_figure(client: Client, figure: Any):
    number = get_content_version()
    figure.label_en = "Area of the city"
    edit(figure, 10)
    assert "since it was embedded" not in words(client, f"{FIGURE}?version={number}")


@pytest.mark.parametrize("version", ["0", "x", "999999", "1e9", "-1", "9" * 40])
def test_a_version_that_does_not_exist_is_named(client: Client, figure: Any, version: str):
    page = words(client, f"{FIGURE}?version={version}", 400)
    assert f"version: Write a number from 1 to {get_content_version()}." in page


def test_versions_do_not_fill_the_cache(client: Client, figure: Any, settings: Any):
    settings.PAGE_CACHE = True
    for _time in range(2):
        response = client.get(f"{FIGURE}?version=1")
    assert "hit" not in response.get("Cache-Status", "")


def test_a_figure_that_was_withdrawn_says_so_in_its_frame(client: Client, figure: Any):
    with publishing.publication_transaction(SystemWriter("a test")) as changes:
        changes.withdraw(figure.city)
    response = client.get(f"{FIGURE}?version=1")
    assert (response.status_code, "X-Frame-Options" in response) == (410, False)
    assert "no longer published" in response.content.decode()
    assert "10" not in read_text(response.content.decode())


def test_figures_that_are_not_public_have_no_frame(client: Client):
    make_city_figure(make_city("draft", publish=False))
    assert client.get("/en/embed/figures/city.draft.area/").status_code == 404
    assert client.get("/en/embed/figures/nothing.at.all/").status_code == 404
    assert client.get("/en/embed/statistics/nothing/").status_code == 404


# -- comparisons ----------------------------------------------------------------------------------------


def test_a_comparison_has_the_values_and_leads_to_its_sources(client: Client, two: Any):
    page = client.get(COMPARISON).content.decode()
    assert "10 km²" in read_text(page)
    assert 'class="chip"' not in page
    assert '<a href="/en/compare/?cities=aa,bb">' in page
    assert "only=differences" in client.get(f"{COMPARISON}&only=differences").content.decode()


def test_a_comparison_says_what_was_corrected_or_changed_since(client: Client, two: Any):
    number = get_content_version()
    path = f"{COMPARISON}&version={number}"
    assert "since" not in words(client, path)
    edit(two[0], 11)
    assert "What is shown here was changed since it was embedded." in words(client, path)
    edit(two[0], 12, RevisionKind.CORRECTION)
    assert "Values shown here were corrected since they were embedded." in words(client, path)
    assert "since" not in words(client, f"{COMPARISON}&version={get_content_version()}")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "cities: Name two to four."),
        ("cities=aa", "cities: Name two to four."),
        ("cities=aa,nowhere", "isn’t listed here"),
        ("cities=aa,bb,a,b,c", "At most 4"),
        ("cities=aa,bb&only=x", "only: This can only be"),
    ],
)
def test_a_comparison_that_is_none_says_why_in_its_frame(client: Client, two: Any, query: str, message: str):
    assert message in words(client, f"/en/embed/compare/?{query}", 400)


def test_pages_give_the_code_of_their_frame(client: Client, figure: Any, two: Any):
    for path, source in (
        ("/en/compare/?cities=aa,bb", "/en/embed/compare/?cities=aa,bb"),
        ("/en/statistics/parks-by-level/", STATISTIC),
        (f"{FIGURE}?code=1", FIGURE),
    ):
        page = client.get(path).content.decode()
        assert f"&lt;iframe src=&quot;http://testserver{source}&quot;" in page
    assert "&lt;iframe" not in client.get(FIGURE).content.decode()


def test_the_page_of_a_record_leads_to_the_frames_of_its_figures(client: Client, figure: Any):
    page = client.get("/en/cities/datong/").content.decode()
    assert '<a href="/en/figures/city.datong.area/" rel="nofollow">Area</a>' in page
    assert f'src="http://testserver{FIGURE}"' in unescape(client.get("/en/figures/city.datong.area/").text)
    assert client.get(f"{FIGURE}?code=1").status_code == 200


# -- oEmbed ---------------------------------------------------------------------------------------------


def ask(client: Client, status: int = 200, **parameters: Any) -> Any:
    response = client.get(f"{OEMBED}?{urlencode(parameters)}")
    assert response.status_code == status, response.content
    return response.json()


def test_oembed_gives_the_frame_of_a_statistic(client: Client):
    body = ask(client, url="http://testserver/zh-hans/statistics/parks-by-level/")
    assert (body["version"], body["type"], body["width"], body["height"]) == ("1.0", "rich", 600, 400)
    source = re.search(r'<iframe src="([^"]+)" width="600" height="400"', body["html"])
    assert source is not None
    assert source[1].startswith("http://testserver/zh-hans/embed/statistics/parks-by-level/?version=")
    assert "parks-by-level" in client.get(source[1]).content.decode()


@pytest.mark.parametrize("path", ["/api/v1/figures/city.datong.area/", FIGURE])
def test_oembed_gives_the_frame_of_a_figure(client: Client, figure: Any, path: str):
    body = ask(client, url=f"http://testserver{path}")
    assert FIGURE in body["html"]
    assert body["title"].startswith("Datong: Area")


@pytest.mark.parametrize("path", ["/en/compare/", "/en/embed/compare/"])
def test_oembed_gives_the_frame_of_a_comparison(client: Client, two: Any, path: str):
    body = ask(client, url=f"http://testserver{path}?cities=aa,bb&only=differences")
    assert body["title"] == "Compare cities: Aa, Bb"
    source = re.search(r'<iframe src="([^"]+)"', body["html"])
    assert source is not None
    framed = client.get(source[1].replace("&amp;", "&"))
    assert (framed.status_code, "40 km²" in read_text(framed.content.decode())) == (200, True)
    ask(client, 404, url=f"http://testserver{path}?cities=aa")


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({}, (600, 400)),
        ({"maxwidth": 300, "maxheight": 1200}, (300, 400)),
        ({"maxwidth": 1920, "maxheight": 99999999999}, (600, 400)),
        ({"maxwidth": 1, "maxheight": "0050"}, (1, 50)),
    ],
)
def test_sizes_are_at_most_what_is_asked_for(client: Client, asked: dict[str, Any], size: tuple[int, int]):
    body = ask(client, url="http://testserver/en/statistics/parks-by-level/", **asked)
    assert (body["width"], body["height"]) == size


@pytest.mark.parametrize("value", ["0", "-300", "wide", "300.5", "", "٣٠٠"])
def test_a_size_is_a_positive_whole_number(client: Client, value: str):
    url = "http://testserver/en/statistics/parks-by-level/"
    (error,) = ask(client, 400, url=url, maxwidth=value)["errors"]
    assert (error["parameter"], "positive whole number" in error["message"]) == ("maxwidth", True)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/en/statistics/parks-by-level/",
        "http://testserver.example.org/en/statistics/parks-by-level/",
        "http://testserver@example.org/en/statistics/parks-by-level/",
        "//testserver/en/statistics/parks-by-level/",
        "javascript:alert(1)",
        "http://testserver/en/cities/datong/",
        "http://testserver/admin/",
        "http://[testserver",
    ],
)
def test_oembed_takes_only_addresses_of_this_site(client: Client, figure: Any, url: str):
    (error,) = ask(client, 404, url=url)["errors"]
    assert error["parameter"] == "url"
    assert error["allowed"]


@pytest.mark.parametrize("parameters", [{}, {"url": ""}])
def test_oembed_needs_an_address(client: Client, parameters: dict[str, str]):
    (error,) = ask(client, 400, **parameters)["errors"]
    assert (error["parameter"], bool(error["allowed"])) == ("url", True)


def test_oembed_knows_json_only(client: Client):
    url = "http://testserver/en/statistics/parks-by-level/"
    (error,) = ask(client, 400, url=url, format="xml")["errors"]
    assert (error["parameter"], error["allowed"]) == ("format", ["json"])


def test_oembed_takes_the_wish_not_to_be_tracked(client: Client):
    ask(client, url="http://testserver/en/statistics/parks-by-level/", dnt=1)


def test_what_does_not_exist_has_no_frame(client: Client):
    ask(client, 404, url="http://testserver/en/statistics/nothing/")
    ask(client, 404, url="http://testserver/api/v1/figures/city.nothing.area/")


def test_html_in_a_title_is_escaped(client: Client):
    make_city_figure(make_city("datong", **text("name", 'A "<b>" city')))
    body = ask(client, url="http://testserver/api/v1/figures/city.datong.area/")
    assert "<b>" not in body["html"]


@pytest.mark.parametrize(
    "path",
    [FIGURE, STATISTIC, COMPARISON, "/en/compare/?cities=aa,bb", "/en/statistics/parks-by-level/"],
)
def test_pages_say_how_to_embed_them(client: Client, figure: Any, two: Any, path: str):
    page = client.get(path).content.decode()
    link = re.search(r'type="application/json\+oembed"[^>]*href="([^"]+)"', page)
    assert link is not None
    assert client.get(link[1].replace("&amp;", "&")).json()["type"] == "rich"


def test_the_publisher_of_a_figure_has_the_language_of_its_source(client: Client, figure: Any):
    source = make_source("chinese", title="年鉴", publisher="某部", language="zh-Hans")
    other = make_source("unnamed", title="Report", publisher=NOT_NAMED)
    values = {**text("label", "People"), "value": 5, "unit": "km2", "source_type": "official"}
    people = CityFigure(city=figure.city, key="people", **values)
    save_part(people, sources=[source, other])
    path = "embed/figures/city.datong.people/"
    page = client.get(f"/en/{path}").content.decode()
    assert '<span lang="zh-Hans">某部</span>' in page
    assert "Report" in page
    assert "Publisher not named" not in page
    assert NOT_NAMED not in client.get(f"/zh-hans/{path}").content.decode()
