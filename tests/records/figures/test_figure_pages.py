"""A figure has a page with its title, sources and citation, at a permanent address."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from records import publishing
from records.permissions import SystemWriter
from records.publishing import get_content_version
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_park,
    make_source,
    text,
    writing,
)
from tests.html_text import read_text
from tests.records.test_corrections import correct

pytestmark = pytest.mark.django_db

PATH = "/en/figures/city.datong.area/"


@pytest.fixture
def figure() -> Any:
    source = make_source(
        "daily",
        publisher="Datong Daily",
        title="The city grows",
        published="2020-05-01",
        read_on="2026-11-21",
        archived_url="https://archive.example/daily",
    )
    city = make_city("datong", **text("name", "Datong", "大同市"))
    figure = make_city_figure(city, value=10, unit="km2", year=2020, **text("label", "Area", "面积"))
    with writing() as changes:
        changes.set_related(figure, "sources", [source])
    return figure


def edit(figure: Any, **values: Any) -> None:
    with publishing.publication_transaction(SystemWriter("a test")) as changes:
        for name, value in values.items():
            setattr(figure, name, value)
        changes.save(figure)


def get_page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_it_says_what_it_is_and_who_published_it(client: Client, figure: Any):
    html = get_page(client, PATH)
    page = read_text(html)
    for part in ("Datong", "Area", "10 km²", "2020", "Datong Daily", "The city grows", "21 November 2026"):
        assert part in page
    assert 'href="https://archive.example/daily"' in html
    assert 'href="/en/cities/datong/#area"' in html
    assert "大同市" in read_text(get_page(client, PATH.replace("/en/", "/zh-hans/")))


def test_its_citation_names_the_title_of_the_source_and_leads_back(client: Client, figure: Any):
    version = get_content_version()
    page = unescape(get_page(client, PATH))
    address = f"http://testserver{PATH}?version={version}"
    sentence = page.split('id="citation">')[1].split("</p>")[0]
    assert "Datong Daily, “The city grows”" in sentence
    for form in (sentence, f"url = {{{address}}}", f"UR  - {address}", f'"URL": "{address}"'):
        assert form in page
    assert sentence.endswith(address)
    fold = page.split("<summary>BibTeX, RIS, CSL-JSON</summary>")[1].split("</details>")[0]
    assert all(form in fold for form in ("@misc{", "ER  - ", '"id": '))
    edit(figure, value=12)
    assert "10 km²" in read_text(get_page(client, address))
    now = read_text(get_page(client, PATH))
    assert "12 km²" in now
    assert "Changed by" not in now


def test_a_past_state_says_what_superseded_it_and_why(client: Client, figure: Any):
    cited = f"{PATH}?version={get_content_version()}"
    edit(figure, value=12)
    changed = get_content_version()
    assert f"Changed by site update {changed} of " in read_text(get_page(client, cited))
    correct(figure, "It was a slip", value=13)
    corrected = get_content_version()
    html = get_page(client, cited)
    page = read_text(html)
    assert f"Changed by site update {changed} of " in page
    assert re.search(rf"Corrected by site update {corrected} of [^:]+: 13 km² \(2020\)", page)
    assert "Reason: It was a slip" in page
    assert f'href="{PATH}?version={corrected}"' in html
    address = f"/en/corrections/?number={corrected}"
    assert f'href="{address}"' in html
    assert "It was a slip" in read_text(get_page(client, address))
    assert "by site update" not in read_text(get_page(client, f"{PATH}?version={corrected}"))


def test_the_former_name_of_a_record_leads_to_the_present_page(client: Client, figure: Any):
    version = get_content_version()
    with writing() as changes:
        changes.rename(figure.city, "datong-shanxi")
    assert client.get(PATH).headers["Location"] == "/en/figures/city.datong-shanxi.area/"
    html = get_page(client, f"{PATH}?version={version}")
    assert "10 km²" in read_text(html)
    assert "at another address" in read_text(html)
    assert 'href="/en/figures/city.datong-shanxi.area/?version=' in html


def test_a_withdrawn_figure_says_so_and_its_citation_stays(client: Client, figure: Any):
    version = get_content_version()
    with writing() as changes:
        changes.withdraw(figure.city)
    assert "no longer published" in read_text(get_page(client, PATH, 410))
    page = read_text(get_page(client, f"{PATH}?version={version}"))
    assert "10 km²" in page
    assert f"Withdrawn by site update {get_content_version()} of " in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/figures/city.datong.nothing/", 404),
        ("/en/figures/nonsense/", 404),
        (f"{PATH}?version=99999", 400),
        (f"{PATH}?version=x", 400),
    ],
)
def test_what_is_no_figure_has_no_page(client: Client, figure: Any, path: str, status: int):
    get_page(client, path, status)


def test_markers_and_records_lead_to_it(client: Client, figure: Any):
    html = get_page(client, "/en/cities/datong/")
    assert f'data-figure="{PATH}"' in html
    assert f'href="{PATH}"' in html


def test_a_key_fact_leads_to_the_equal_value_of_its_indicator(client: Client):
    indicator = make_indicator("population", **text("name", "Residents", "常住人口"), unit="people")
    city = make_city("datong")
    value = make_indicator_value(indicator, city, 2020, value=7)
    make_city_figure(city, "population", value=7, unit="people", year=2020, indicator=indicator)
    address = f"/en/figures/indicator-value.{value.slug}/"
    assert f'<a href="{address}">Residents</a>' in get_page(client, "/en/figures/city.datong.population/")
    version = f"?version={get_content_version()}"
    with writing() as changes:
        value.value = 8
        changes.save(value)
    assert address not in get_page(client, "/en/figures/city.datong.population/")
    assert f"{address}{version}" in get_page(client, f"/en/figures/city.datong.population/{version}")


def test_a_flow_is_cited_with_its_material(client: Client):
    park = make_park("one", **text("name", "First park"))
    make_flow(park, "ash", value=5, unit="t_per_year")
    page = get_page(client, "/en/figures/park.one.ash/")
    title = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)[0]
    assert title.startswith("First park: ")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", '<span lang="zh-Hans">統計年鑑</span>'),
        ("zh-hans", '<span lang="zh-Hant">統計年鑑〈一〉</span>'),
        ("zh-hant", '<span lang="en">A bureau</span>'),
    ],
)
def test_names_of_sources_in_another_language_are_marked_in_the_citation(client, language, marked):
    city = make_city("datong")
    figure = make_city_figure(city, "area")
    sources = [
        make_source("yearbook", title="統計年鑑〈一〉", publisher="統計局", language="zh-Hant"),
        make_source("report", title="A report", publisher="A bureau", language="en"),
    ]
    with writing() as changes:
        changes.set_related(figure, "sources", sources)
    page = client.get(f"/{language}/figures/city.datong.area/").content.decode()
    assert marked in page.split('id="citation"')[1].split("</p>")[0]
