"""Zero-waste cities: both rounds, disagreements of the sources, completeness."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from yaml import safe_load

from cities.models import City
from initiatives.models import PilotAction, PilotFigure, ZeroWastePilot
from initiatives.panels.businesses import list_businesses_of_city
from initiatives.panels.pilots import list_pilots_of_city, list_pilots_of_programme
from initiatives.panels.procurement import list_cases_of_city
from records.texts.formats import format_number
from tests.factories import make_pilot, save, save_part, text, writing
from tests.html_text import count_queries, extract_ids, find_missing, find_section, read_text

PLAN_NUMBERS = ("indicators", "tasks", "projects", "investment_cny")


def test_sixteen_are_eleven_cities_and_five_special_areas(content: None, get) -> None:
    page = read_text(get("/en/zero-waste/"))
    assert "ICLEI’s page counts 16 pilot cities. Officially there are 11 cities and 5 special areas." in page
    assert "Zero-waste city pilots (2019) April 2019 11 of 11 listed here 5 of 5 listed here" in page


def test_the_second_round_came_later_than_the_hub_page_says(content: None, get) -> None:
    html = get("/en/zero-waste/")
    page = read_text(html)
    assert "14th Five-Year Plan period 24 April 2022 86 of 113 listed here 8 of 8 listed here" in page
    assert "more cities were to be included “by 2021”" in page
    assert "announced on 24 April 2022, with 113 cities and 8 special areas." in page
    notice = html[html.index('class="disagree') : html.index("</details>", html.index('class="disagree'))]
    assert notice.count('class="figure"') == 5
    assert [part.count('class="chip"') for part in notice.split("</p>")] == [1, 1, 1, 0], "one marker a claim"


def test_rounds_and_kinds_are_told_apart(content: None, get) -> None:
    pages = "".join(get(f"/en/zero-waste/?page={number}") for number in (1, 2, 3))
    headings = re.findall(r"<h2 class=\"title-2\"[^>]*>\s*([^<]+?)\s*</h2>", pages)
    assert list(dict.fromkeys(headings)) == [
        "Zero-waste city pilots (2019): cities",
        "Zero-waste city pilots (2019): special areas",
        "Zero-waste cities, 14th Five-Year Plan period: cities",
        "Zero-waste cities, 14th Five-Year Plan period: special areas",
        "Named in a provincial or municipal plan; national list not seen",
    ]


def test_places_that_only_a_plan_names_stand_apart_and_are_in_no_count(content: None, get) -> None:
    last = get("/en/zero-waste/?page=3")
    apart = last[last.index('id="in-plans"') :]
    assert apart.count('<li id="zero-waste-pilot-') == 7
    assert "tianjin-14fyp" in apart
    assert "tianjin-14fyp" not in get("/en/programmes/zero-waste-2022/")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("region=tianjin-municipality", 1),
        ("q=Tianjin", 1),
        ("region=zhejiang", 0),
        ("programme=zero-waste-2022&region=tianjin-municipality", 0),
    ],
)
def test_places_that_only_a_plan_names_are_narrowed_too(content: None, get, query: str, count: int) -> None:
    html = get(f"/en/zero-waste/?{query}")
    assert html.count('href="/en/zero-waste/tianjin-14fyp/"') == count
    assert ('id="in-plans"' in html) == bool(count)


def test_a_narrowed_group_says_how_many_of_it_are_shown(content: None, get) -> None:
    page = read_text(get("/en/zero-waste/?waste_area=hazardous"))
    assert "Zero-waste city pilots (2019): cities 11 of 11 listed here (7 shown)" in page


def test_pilots_that_were_only_named_stand_in_a_roll(content: None, get) -> None:
    html = "".join(get(f"/en/zero-waste/?page={number}") for number in (1, 2, 3))
    assert html.count('<article class="result result--row"') == 24
    assert html.count('<li id="zero-waste-pilot-') == 86 + 7, "the last seven are named in a plan only"
    assert "Selected in this round; no plan, action or result found yet Anshun" in read_text(html)
    assert get("/en/zero-waste/?sort=name&page=3").count('<article class="result result--row"') == 10


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "100 places, selected 110 times in two rounds"),
        ("programme=zero-waste-2019", "16 cities and areas"),
        ("programme=zero-waste-2022&kind=special_area", "8 cities and areas"),
        ("kind=city", "89 places, selected 97 times in two rounds"),
        ("region=zhejiang", "11 places, selected 12 times in two rounds"),
        ("waste_area=hazardous", "9 cities and areas"),
        ("waste_area=hazardous,construction&sort=name", "10 cities and areas"),
    ],
)
def test_the_list_is_narrowed_by_its_facets(content: None, get, query: str, count: str) -> None:
    assert f" {count} " in read_text(get(f"/en/zero-waste/?{query}"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "100 places, selected 110 times in two rounds"),
        ("zh-hans", "两轮入选合计110次（涉及100个地方）"),
        ("zh-hant", "兩輪入選合計110次（涉及100個地方）"),
    ],
)
def test_selections_and_places_are_the_same_on_home_list_and_statistics(
    counted: None, content: None, get, language: str, sentence: str
) -> None:
    pages = [read_text(get(f"/{language}/{path}")) for path in ("", "zero-waste/")]
    assert all(sentence in page for page in pages)
    assert "110" in re.search(r"<h1.*?</h1>", get(f"/{language}/statistics/pilots/"), re.DOTALL)[0]


def test_the_search_counts_what_the_list_counts(content: None, client: Client) -> None:
    types = client.get("/en/search/?q=zero-waste+city+or+area").context["types"]
    assert [entry["count"] for entry in types if entry["code"] == "zero-waste-pilot"] == [110]


def test_the_list_is_sorted_by_name_and_region(content: None, client: Client) -> None:
    by_name = client.get("/en/zero-waste/?sort=name").context["rows"]
    assert [row.city.name_en for row in by_name] == sorted(row.city.name_en for row in by_name)
    by_region = client.get("/en/zero-waste/?sort=region").context["rows"]
    regions = list(City.objects.filter(pilots__in=by_region).values_list("region__name_en", flat=True))
    assert [row.city.region.name_en for row in by_region] == sorted(regions)


@pytest.mark.parametrize("query", ["programme=zero-waste-2030", "kind=pilot", "waste_area=nuclear", "page=9"])
def test_an_unknown_value_is_answered_with_400(content: None, get, query: str) -> None:
    get(f"/en/zero-waste/?{query}", status=400)


def facts_of(entry: dict[str, Any]) -> list[str]:
    """What the content says of a pilot in English, as its page must say it."""
    plan = entry.get("plan", {})
    facts = [entry[key]["en"] for key in ("lede", "summary") if key in entry]
    facts += [format_number(plan[key]) for key in PLAN_NUMBERS if key in plan]
    facts += [plan[key]["en"] for key in ("title", "tasks_scope") if key in plan]
    for action in entry.get("actions", []):
        facts += [action["title"]["en"], action["text"]["en"], str(action.get("year", "year not stated"))]
    for figure in entry.get("results", []):
        when = figure["period"]["en"] if "period" in figure else str(figure.get("year", "year not stated"))
        facts += [figure["label"]["en"], format_number(figure["value"]), when]
        facts += [figure["note"]["en"]] if "note" in figure else []
    return facts + [f"{award['year']} {award['name']['en']}" for award in entry.get("awards", [])]


def test_every_fact_of_the_content_stands_on_its_page(content: None, get) -> None:
    entries = safe_load((settings.CONTENT_DIR / "pilots.yaml").read_text(encoding="utf-8"))
    for entry in entries:
        html = get(f"/en/zero-waste/{entry['slug']}/")
        assert not find_missing(facts_of(entry), read_text(html)), entry["slug"]
        parts = [*entry.get("actions", []), *entry.get("results", []), *entry.get("awards", [])]
        assert {part["key"] for part in parts} <= set(extract_ids(html)), entry["slug"]


def test_only_areas_with_actions_are_shown_and_the_others_named_once(content: None, get) -> None:
    section = find_section(get("/en/zero-waste/weihai/"), "actions")
    assert section.count('class="section-text"') == section.count('data-s="done">Done') - 1 == 4
    assert re.search(r"No actions found for: [A-Z][a-z ,A-Z]+$", " ".join(strip_tags(section).split()))
    assert "matrix" not in section


def test_plan_and_targets_stand_apart_from_results(content: None, get) -> None:
    baotou = read_text(get("/en/zero-waste/baotou/"))
    assert "Investment in the plan 17.1 billion yuan year not stated Planned" in baotou
    xuzhou = read_text(get("/en/zero-waste/xuzhou/"))
    assert "Hazardous waste Share of hazardous waste used 30 % 2025 Target" in xuzhou
    assert "Not known: results." in xuzhou


def test_gaps_are_said_in_one_place(content: None, get) -> None:
    hefei = read_text(get("/en/zero-waste/hefei-14fyp/"))
    assert hefei.count("Not known") == 1
    assert "Not known: plan, waste areas, actions, results." in hefei
    assert "Not known" not in read_text(get("/en/zero-waste/weihai/"))


def test_results_stand_by_the_waste_area_that_they_name(content: None, get) -> None:
    page = read_text(get("/en/zero-waste/shenzhen/"))
    order = [
        "Industrial waste General industrial solid waste utilisation rate 92 %",
        "Municipal waste and lifestyle Municipal waste recycling rate",
        "Construction and demolition waste Construction waste recycling rate",
        "Other figures Express parcels in green packaging 58 %",
    ]
    assert [page.index(words_) for words_ in order] == sorted(page.index(words_) for words_ in order)


def test_only_years_that_can_be_compared_make_a_line(content: None, get) -> None:
    """Shenzhen gave its rates of 2020 for the year, and those of 2023 as of January."""
    assert 'class="trend"' not in get("/en/zero-waste/shenzhen/")
    assert 'class="trend"' not in get("/en/zero-waste/panjin/"), "before and after, without a year"


def test_a_pilots_page_shows_its_round_with_denominators(content: None, get) -> None:
    html = get("/en/zero-waste/xiongan/")
    assert "All 11 cities and 5 special areas are listed here" in read_text(html)
    assert "Takes part as Special area" in read_text(html)
    assert '<b aria-current="page">Xiong' in html
    assert "86 of 113 cities and 8 of 8 special areas listed here" in read_text(
        get("/en/zero-waste/hefei-14fyp/")
    )
    assert "Takes part as City" in read_text(get("/en/zero-waste/weihai/"))


def test_a_pilot_leads_to_the_other_round_of_its_city(content: None, get) -> None:
    assert 'href="/en/zero-waste/shenzhen-14fyp/"' in get("/en/zero-waste/shenzhen/")
    assert 'href="/en/zero-waste/shenzhen/"' in get("/en/zero-waste/shenzhen-14fyp/")


def test_a_pilot_stands_under_its_city_with_what_it_plans(content: None, get) -> None:
    page = read_text(get("/en/cities/changchun/"))
    assert "Changchun 2022" in page
    assert "Planned Indicators in the plan: 53 indicators" in page
    tianjin = get("/en/cities/tianjin/")
    assert re.search(r'zero-waste/tianjin-eco-city/">[^<]+</a> <span class="under">', tianjin)


def test_the_theme_shows_ten_and_leads_to_all(content: None, get) -> None:
    html = get("/en/themes/municipal-resource-management/")
    assert html.count('id="zero-waste-pilot-') == 10
    assert "10 of 110 selections, those of which most is known" in read_text(html)
    assert 'id="zero-waste-pilot-' not in get("/en/themes/industrial-symbiosis/")


def test_the_programme_says_how_many_of_how_many(content: None, get) -> None:
    page = read_text(get("/en/programmes/zero-waste-2022/"))
    assert "Cities 86 of 113 listed here" in page
    assert "Special areas 8 of 8 listed here" in page


def test_what_is_not_published_is_shown_nowhere(content: None, get) -> None:
    pilot = ZeroWastePilot.objects.get(slug="shenzhen-14fyp")
    paths = ["zero-waste/?programme=zero-waste-2022&page=2", "zero-waste/shenzhen/", "cities/shenzhen/"]
    assert all("/zero-waste/shenzhen-14fyp/" in get(f"/en/{path}") for path in paths)
    with writing() as changes:
        changes.withdraw(pilot)
    assert not any("/zero-waste/shenzhen-14fyp/" in get(f"/en/{path}") for path in paths)
    assert "85 of 113 listed here" in read_text(get("/en/zero-waste/"))
    assert pilot not in list(list_pilots_of_programme(pilot.programme))
    get("/en/zero-waste/shenzhen-14fyp/", status=410)


def test_a_draft_has_no_page(content: None, get) -> None:
    pilot = ZeroWastePilot.objects.get(slug="shenzhen-14fyp")
    draft = ZeroWastePilot(
        slug="a-draft",
        city=City.objects.get(slug="guangming"),
        programme=pilot.programme,
        kind="city",
        source_type="official",
        **text("summary", "Nobody sees this."),
    )
    save(draft, publish=False)
    get("/en/zero-waste/a-draft/", status=404)
    assert "Nobody sees this." not in get("/en/zero-waste/") + get("/en/cities/shenzhen/")


LISTS = [
    "zero-waste/",
    "zero-waste/?programme=zero-waste-2019&kind=city&sort=name",
    "procurement/",
    "businesses/",
]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_at_most_twelve_queries(content: None, client: Client, path: str) -> None:
    assert count_queries(client, f"/en/{path}") <= 12


def test_the_list_costs_the_same_with_more_rows(content: None, client: Client) -> None:
    before = count_queries(client, "/en/zero-waste/")
    for key in range(3):
        pilot = make_pilot(f"one-more-{key}")
        action = {"area": "industrial", "kind": "regulation", "status": "done"}
        save_part(PilotAction(pilot=pilot, key="rule", **text("title", "A"), **text("text", "B"), **action))
        figure = {"value": 3, "unit": "tasks", "is_plan": True, "source_type": "official"}
        save_part(PilotFigure(pilot=pilot, key="tasks", **text("label", "Tasks"), **figure))
    assert count_queries(client, "/en/zero-waste/") == before


PROFILES = [
    "zero-waste/weihai/",
    "procurement/binhai-school-furniture/",
    "businesses/jd-green-stream/",
    "cities/shenzhen/",
    "cities/tianjin/",
    "themes/municipal-resource-management/",
]


@pytest.mark.parametrize("path", PROFILES)
def test_a_profile_costs_few_queries(content: None, client: Client, path: str) -> None:
    # With what is read of all cities, and kept until one changes.
    most = 40 if path.startswith("cities/") else 20
    assert count_queries(client, f"/en/{path}") <= most


def test_the_three_panels_of_a_city_cost_at_most_seven_queries(content: None) -> None:
    city = City.objects.get(slug="shenzhen")
    with CaptureQueriesContext(connection) as captured:
        rows = [
            list(panel(city)) for panel in (list_pilots_of_city, list_cases_of_city, list_businesses_of_city)
        ]
    assert all(rows)
    assert len(captured) <= 7
