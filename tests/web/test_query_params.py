"""Each page knows its parameters: trackers are ignored, others cause an error message."""

import re
from collections.abc import Iterator
from typing import ClassVar

import pytest
from django.http import QueryDict
from django.urls import get_resolver, reverse

from cities.views import CityList
from records.models import get_record_types
from tests.factories import make_city, make_park
from web import query_params

SENTENCE = "Part of the address isn’t used here"


@pytest.fixture
def enabled_page_cache(db, settings):
    settings.PAGE_CACHE = True


@pytest.mark.parametrize(
    "query", ["from=timeline&isappinstalled=0", "utm_source=x&utm_medium=y", "spm=a.b.c"]
)
def test_parameters_of_trackers_give_the_very_same_page(enabled_page_cache, client, query):
    make_park("a-park")
    plain, tracked = client.get("/en/parks/"), client.get(f"/en/parks/?{query}")
    assert tracked.content == plain.content
    assert tracked["ETag"] == plain["ETag"]


def test_every_unknown_parameter_gives_one_and_the_same_page(enabled_page_cache, client):
    make_park("a-park")
    answers = [client.get(f"/en/parks/?{query}") for query in ("x=1", "y=2&z=3", "x=1&x=2&utm_source=a")]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer["ETag"] for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1
    assert answers[0]["ETag"] != client.get("/en/parks/")["ETag"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", SENTENCE), ("zh-hans", "本页不识别的参数"), ("zh-hant", "本頁不識別的參數")],
)
def test_it_says_which_filters_there_are_and_never_repeats_what_was_asked(db, get, language, words):
    html = get(f"/{language}/parks/?strange-name=strange-value")
    assert words in html
    assert "<code>level</code>" in html
    assert "strange" not in html


def test_a_page_without_filters_says_so(db, get):
    assert "This page has no filters" in get("/en/legal/?colour=red")
    assert SENTENCE not in get("/en/legal/?from=timeline")


def test_links_carry_known_parameters_only(db, get, monkeypatch):
    monkeypatch.setattr(CityList, "paginate_by", 2)
    for number in range(3):
        make_city(f"city-{number}")
    html = get("/en/cities/?view=list&kind=prefecture_level&utm_source=x&colour=red")
    links = re.findall(r'href="([^"]*\?[^"]*)"', html)
    assert any("page=2" in link and "kind=prefecture_level" in link for link in links)
    assert not [link for link in links if "utm" in link or "colour" in link]


def test_a_filter_beside_an_unknown_parameter_still_filters(db, client):
    make_park("one", level="national")
    make_park("other", level="provincial")
    filtered, odd = (client.get(f"/en/parks/?{more}level=national") for more in ("", "colour=red&"))
    assert odd.context["count"] == filtered.context["count"] < client.get("/en/parks/").context["count"]
    assert client.get("/en/parks/?colour=red&level=nonsense").status_code == 400


# -- the language switch ----------------------------------------------------------------------------


def hrefs(html: str, pattern: str) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(pattern, html)]


@pytest.mark.content_check
def test_the_language_switch_leads_to_the_same_records_behind_a_value(content, counted, client, get):
    table = client.get("/en/statistics/targets/").context["table"]
    html = get(next(row.records_url for row in table.rows if row.records_url))
    switch = hrefs(html, r'<a href="([^"]+)"[^>]* hreflang="zh-Hans"')
    alternates = hrefs(html, r'<link rel="alternate" hreflang="[^"]+" href="http://testserver([^"]+)"')
    canonical = hrefs(html, r'<link rel="canonical" href="http://testserver([^"]+)"')
    assert len(switch) == 1
    assert len(canonical) == 1
    assert len(alternates) == 4
    for path in (*switch, *alternates, *canonical):
        assert client.get(path).status_code == 200, path


def test_the_language_switch_keeps_filters_and_drops_trackers(db, get):
    html = get("/en/parks/?utm_source=x&sort=name")
    assert hrefs(html, r'<a href="([^"]+)"[^>]* hreflang="zh-Hant-HK"') == ["/zh-hant/parks/?sort=name"]


def test_a_link_to_a_language_has_no_other_name_than_its_text(db, get):
    html = get("/en/parks/").partition('id="language-links"')[2].partition("</nav>")[0]
    assert "aria-label=" not in html.partition("<ul")[2]
    shown = re.findall(r'aria-hidden="true">([^<]+)</span><span class="visually-hidden">([^<]+)</span>', html)
    assert shown == [("EN", "English"), ("简", "简体中文"), ("繁", "繁體中文")]


# -- what a view reads, it declares -----------------------------------------------------------------


class Recording(QueryDict):
    """A query that notes which parameters are read by name."""

    read: ClassVar[set[str]] = set()

    def get(self, key, default=None):
        self.read.add(key)
        return super().get(key, default)

    def getlist(self, key, default=None):
        self.read.add(key)
        return super().getlist(key, default)

    def __getitem__(self, key):
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.read.add(key)
        return super().__contains__(key)


def addresses(client) -> Iterator[str]:
    """One address of each pattern of the URL map that stands under a language, and of the sitemap."""
    table = client.get("/en/statistics/parks-by-level/").context["table"]
    profiles = [model.objects.published().first().get_absolute_url() for model in get_record_types().values()]
    yield from {path.partition("#")[0].partition("?")[0] for path in profiles}
    yield from ("/sitemap.xml", "/sitemap-city.xml", table.url)
    yield next(row.records_url for row in table.rows if row.records_url).partition("?")[0]
    resolver = get_resolver()
    for name in filter(lambda name: isinstance(name, str), resolver.reverse_dict):
        forms = [form for forms in resolver.reverse_dict.getlist(name) for form in forms[0]]
        if any(not arguments for _form, arguments in forms) and reverse(name).startswith("/en/"):
            yield reverse(name)


@pytest.mark.content_check
@pytest.mark.slow
def test_every_page_declares_the_parameters_that_it_reads(content, counted, client, monkeypatch):
    monkeypatch.setattr(query_params, "filter_parameters", lambda request, names: None)
    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest.GET", property(lambda self: Recording()))
    seen = set()
    for path in addresses(client):
        Recording.read.clear()
        client.get(path)
        match = query_params._match_of(path)
        seen.add(match.url_name)
        undeclared = Recording.read - set(query_params.get_known_parameters(match.func, match.kwargs))
        assert not undeclared, f"{path} reads {undeclared}"
    assert len(seen) > 30
    assert "statistic_records" in seen
