"""The waste portrait of a city can be taken along, with what it counts and how far it was checked."""

import csv
import io
import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from cities.models import City, Indicator, IndicatorValue
from tests.cities.waste_drawings import find_numbers
from tests.factories import make_city, make_source, make_waste_indicators, report_waste, writing
from tests.svg_files import read_texts

pytestmark = pytest.mark.django_db

FIRST = {"collected": 5_748_300, "treated": 5_748_300, "burned": 2_686_600, "landfilled": 3_061_700}
LAST = {"collected": 9_098_977.2, "treated": 9_098_977.2, "burned": 6_846_697.7, "landfilled": 0}


@pytest.fixture
def shenzhen() -> City:
    roles, city = make_waste_indicators(), make_city("shenzhen", name_en="Shenzhen", name_zh_hans="深圳市")
    yearbook = make_source("yearbook", title="城市建设统计年鉴", publisher="住房和城乡建设部")
    report_waste(roles, city, 2015, [yearbook], **FIRST)
    report_waste(roles, city, 2023, [yearbook], **LAST)
    return city


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["In 2015 Shenzhen sent 53% of its municipal waste to sanitary landfill", "shows none",
                "urban area", "ash from burning",
                "not checked against print", "城市建设统计年鉴", "CC BY 4.0", "One thread is 500,000"]),
        ("zh-hans", ["2015年，深圳53%的生活垃圾卫生填埋", "据2023年的年鉴为0", "城区", "焚烧", "未与原书核对",
                     "每条线代表50万吨"]),
        ("zh-hant", ["2015", "城市建设统计年鉴", "CC BY 4.0"]),
    ],
)  # fmt: skip
def test_a_file_tells_what_the_page_tells(client: Client, shenzhen: City, language: str, words: Any) -> None:
    response = client.get(f"/{language}/cities/shenzhen/waste.svg")
    assert response.status_code == 200
    texts = read_texts(response.content).replace("\N{NO-BREAK SPACE}", " ")
    for word in (*words, f"/{language}/cities/shenzhen/"):
        assert word in texts, word
    assert len(response.content) < 30_000
    assert {"47%", "53%", "75%", "25%"} <= set(find_numbers(texts))


def test_the_table_has_the_values_of_the_records(client: Client, shenzhen: City) -> None:
    response = client.get("/en/cities/shenzhen/waste.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    found = {(row["Year"], row["Part"]): (row["Tonnes"], row["How it is known"]) for row in rows}
    assert found["2015", "Collected"] == ("5748300", "as the source states it")
    assert found["2023", "Collected"] == ("9098977.2", "as the source states it")
    assert found["2023", "burned"] == ("6846697.7", "as the source states it")
    assert found["2023", "other treatment"] == ("2252279.5", "calculated")
    assert found["2023", "in sanitary landfill"] == ("0", "as the source states it")
    assert all("城市建设统计年鉴" in row["Source"] for row in rows)


def test_a_portrait_has_no_values_of_another_source(client: Client) -> None:
    roles, city = make_waste_indicators(), make_city("shenzhen")
    yearbook, report = make_source("yearbook"), make_source("report", title="A report on landfills")
    report_waste(roles, city, 2023, [yearbook], collected=1_000_000, burned=600_000)
    report_waste(roles, city, 2023, [report], landfilled=310_000)
    table = client.get("/en/cities/shenzhen/waste.csv").content.decode("utf-8-sig")
    assert "600000" in table
    assert "310000" not in table
    drawn = read_texts(client.get("/en/cities/shenzhen/waste.svg").content)
    assert "60%" in drawn
    assert "31%" not in drawn
    assert "A report on landfills" not in table + drawn


def test_a_city_known_to_an_older_year_is_no_line_beside_a_portrait(
    client: Client, shenzhen: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cities.waste.portrait.MIN_COMPARED_CITIES", 2)
    roles = {indicator.waste_role: indicator for indicator in Indicator.objects.all()}
    for slug, last in (("foshan", 2023), ("zhuhai", 2023), ("zhongshan", 2020)):
        with writing():
            city = make_city(slug)
            report_waste(roles, city, 2015, **FIRST)
            report_waste(roles, city, last, **FIRST)
    drawn = read_texts(client.get("/en/cities/shenzhen/waste.svg").content)
    assert "beside 2 other cities" in drawn.replace("\N{NO-BREAK SPACE}", " ")
    drawn = read_texts(client.get("/en/cities/zhongshan/waste.svg").content)
    assert "beside" not in drawn
    assert "3 other cities" in drawn.replace("\N{NO-BREAK SPACE}", " ")


def test_the_values_of_other_languages_are_the_same(client: Client, shenzhen: City) -> None:
    tables = [
        client.get(f"/{language}/cities/shenzhen/waste.csv").content.decode("utf-8-sig")
        for language in ("en", "zh-hans", "zh-hant")
    ]
    numbers = [[line.split(",")[2] for line in table.splitlines()[1:]] for table in tables]
    assert numbers[0] == numbers[1] == numbers[2]


@pytest.mark.parametrize("end", [".png", "-slide.png", "-share.png"])
def test_pictures_are_kept_by_version(client: Client, shenzhen: City, settings: Any, end: str) -> None:
    settings.PAGE_CACHE = True
    path = f"/zh-hant/cities/shenzhen/waste{end}"
    response = client.get(path)
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_nothing_is_drawn_of_what_is_not_known(client: Client, shenzhen: City) -> None:
    make_city("bole")
    assert client.get("/en/cities/bole/waste.svg").status_code == 404
    assert client.get("/en/cities/nowhere/waste.svg").status_code == 404


@pytest.mark.parametrize("end", [".svg", ".csv", "-slide.png", "-share.png"])
def test_the_files_of_a_withdrawn_city_are_gone_as_its_page_is(
    client: Client, shenzhen: City, end: str
) -> None:
    with writing() as changes:
        changes.withdraw(*IndicatorValue.objects.filter(city=shenzhen), shenzhen)
    assert client.get("/en/cities/shenzhen/").status_code == 410
    assert client.get(f"/en/cities/shenzhen/waste{end}").status_code == 410
    assert client.get(f"/en/cities/nowhere/waste{end}").status_code == 404


def test_a_former_address_leads_to_the_file(client: Client, shenzhen: City) -> None:
    with writing() as changes:
        changes.rename(shenzhen, "shen-zhen")
    response = client.get("/en/cities/shenzhen/waste-slide.png")
    assert (response.status_code, response["Location"]) == (301, "/en/cities/shen-zhen/waste-slide.png")


def test_link_previews_show_the_portrait(client: Client, shenzhen: City) -> None:
    html = client.get("/zh-hans/cities/shenzhen/").content.decode()
    [picture, _card] = re.findall(r'property="og:image" content="http://testserver([^"]+)"', html)
    assert picture == "/zh-hans/cities/shenzhen/waste-share.png"
    assert 'property="og:image:alt" content="2015年，深圳53%的生活垃圾卫生填埋；据2023年的年鉴为0。' in html
    assert 'name="twitter:image" content="http://testserver/zh-hans/cities/shenzhen/waste-share.png"' in html
    size = [re.search(rf'og:image:{side}" content="(\d+)"', html)[1] for side in ("width", "height")]
    assert size == ["1200", "675"]
    assert client.get(picture).status_code == 200


def test_without_a_portrait_a_link_preview_has_a_card(client: Client, shenzhen: City) -> None:
    make_city("bole")
    assert "/share/wide/" in client.get("/en/cities/bole/").content.decode()


def test_links_lead_to_all_files(client: Client, shenzhen: City) -> None:
    template = Template("{% load drawing_tags %}{% drawing_links 'city-waste' 'shenzhen' %}")
    links = template.render(Context())
    for end in (".svg", ".png", ".csv", "-slide.png"):
        assert f"/en/cities/shenzhen/waste{end}" in links
