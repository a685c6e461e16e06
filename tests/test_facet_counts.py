"""The number beside an option of a facet is the length of the list that choosing it shows."""

import random
import re
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from cities.filters import CityFilter
from cities.models import City
from coalition.models import ExchangeCity
from records import version_cache
from tests import factories as make
from tests.html_text import strip_tags

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LISTS = (
    "cities", "parks", "materials", "zero_waste", "procurement", "businesses", "exchanges", "findings",
    "indicators", "sources",
)  # fmt: skip
AREAS = ("industrial", "agricultural", "domestic")


@pytest.fixture(scope="module", autouse=True)
def world(module_rows: None) -> None:
    """A few records of each type, whose fields differ by chance."""
    with make.writing():  # one publication is quicker than sixty
        chance = random.Random(14)
        regions = [make.make_region(slug) for slug in ("jilin", "shanxi", "anhui")]
        themes = [make.make_theme(slug, position=at) for at, slug in enumerate(("food", "energy"))]
        programmes = [make.make_programme(f"programme-{number}") for number in range(2)]
        materials = [make.make_material(waste_area=chance.choice([*AREAS, ""])) for _ in range(4)]
        frameworks = [make.make_framework(f"framework-{number}") for number in range(2)]
        make.make_city("bonn", region=make.make_region("rhine", country="DE"), country="DE", kind="city")
        for number in range(6):
            year = chance.choice([2018, 2019, None])
            kind = chance.choice(["district", "county"])
            city = make.make_city(f"town-{number}", region=chance.choice(regions), kind=kind)
            for code in chance.sample(["coal_based", "port", "steel"], chance.randint(0, 2)):
                make.make_city_attribute(city, code)
            for theme in chance.sample(themes, chance.randint(0, 2)):
                make.make_section(city, theme.slug, theme=theme)
            park = make.make_park(city=city, level=chance.choice(["national", "provincial", ""]))
            make.make_designation(chance.choice(programmes), park=park)
            make.make_flow(park, material=chance.choice(materials), to_sector=chance.choice(["steel", ""]))
            make.make_pilot(city=city, programme=programmes[0], waste_areas=chance.sample(AREAS, 2))
            make.make_case(city=city, year=year, programme=chance.choice([*programmes, None]))
            make.make_business(
                city=chance.choice([city, None]), year=year, sector=chance.choice(["steel", "textiles"])
            )
            exchange = make.make_exchange(theme=chance.choice(themes), starts=str(year or ""))
            with make.writing() as changes:
                changes.save(ExchangeCity(exchange=exchange, city=city, role="host"))
            language, kind = chance.choice(["en", "zh-Hans", "zh-Hant"]), chance.choice(["page", "report"])
            make.make_source(f"source-{number}", language=language, kind=kind, published=str(year or ""))
            indicator = make.make_indicator(
                framework=chance.choice(frameworks), waste_area=chance.choice(AREAS)
            )
            make.make_indicator_value(indicator, city, evidence=chance.choice(["measured", "target"]))
            make.make_finding(year=2018 + number % 3, cities=chance.choice([[city], []]), parks=[park])


def build_filterset(name: str, state: dict[str, list[str]]):
    """The filter set of a list, as its page applies it."""
    view = resolve(reverse(name)).func.view_class
    query = QueryDict(mutable=True)
    for parameter, values in state.items():
        query.setlist(parameter, values)
    filterset = view.filterset_class(query, queryset=view.queryset.published())
    assert filterset.is_valid(), filterset.problems
    return filterset


def choose_state(chance: random.Random, name: str) -> dict[str, list[str]]:
    """Up to two codes in up to three facets, and sometimes a word."""
    facets = build_filterset(name, {}).facets()
    state = {
        facet.name: [option.code for option in chance.sample(facet.options, min(2, len(facet.options)))][
            : chance.randint(1, 2)
        ]
        for facet in chance.sample(facets, min(chance.randint(0, 3), len(facets)))
    }
    return {**state, "q": [chance.choice(["", "", "a", "中文"])]}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", LISTS)
def test_the_number_beside_an_option_is_the_length_of_the_list_with_it(name):
    chance, compared = random.Random(14), 0
    for _ in range(5):
        state = choose_state(chance, name)
        for facet in build_filterset(name, state).facets():
            for option in chance.sample(facet.options, min(3, len(facet.options))):
                clicked = build_filterset(name, {**state, facet.name: [option.code]})
                assert option.count == clicked.qs.count(), (state, facet.name, option)
                compared += option.count > 0
    assert compared


def count_queries(name: str, state: dict[str, list[str]]) -> int:
    """The queries that tell facets, counts and coverage of a list."""
    filterset = build_filterset(name, state)
    with CaptureQueriesContext(connection) as captured:
        assert filterset.facets()
        filterset.count_rows()
        filterset.list_relaxations()
        assert isinstance(filterset.coverage, list)
    # Which publication is the newest is asked before, for the choices, or here.
    return sum("records_publication" not in query["sql"] for query in captured)


def test_all_facets_of_a_list_are_read_in_one_query_and_kept():
    for name in LISTS:
        states = [{}, choose_state(random.Random(name), name)]
        del states[1]["q"]
        version_cache.clear_values()
        assert [count_queries(name, state) for state in (*states, *states)] == [1, 0, 0, 0], name


def test_rows_are_counted_of_the_queryset_that_is_filtered():
    """A list of what is ahead has another one each day."""
    cities = City.objects.published()
    abroad = cities.filter(country="DE")
    assert 0 < abroad.count() < cities.count()
    for rows in (cities, abroad):
        filterset = CityFilter({}, queryset=rows)
        assert filterset.is_valid()
        assert filterset.count_rows() == rows.count()


def test_what_is_typed_is_looked_up_in_one_query_and_kept_nowhere():
    for name in LISTS:
        build_filterset(name, {}).facets()
        kept = list(version_cache._values._values)
        assert [count_queries(name, {"q": ["town"]}) for _time in range(2)] == [1, 1], name
        assert list(version_cache._values._values) == kept, name


def test_what_a_process_keeps_of_lists_is_bounded(monkeypatch):
    monkeypatch.setattr(version_cache._values, "most", 3)
    for name in LISTS:
        build_filterset(name, {}).facets()
    assert len(version_cache._values._values) <= 3


def test_a_change_is_counted_at_once():
    def count() -> dict[str, int]:
        facets = build_filterset("parks", {}).facets()
        return {
            option.code: option.count for facet in facets if facet.name == "level" for option in facet.options
        }

    before = count()
    park = make.make_park(level="national")
    after = count()
    assert after == {**before, "national": before["national"] + 1}
    with make.writing() as changes:
        changes.withdraw(park)
    assert count() == before


def test_each_chip_removes_itself_and_nothing_else(client, get):
    html = get("/en/cities/?kind=district,county&region=jilin&q=town&sort=name")
    chips = dict(re.findall(r'<a class="pill" href="([^"]*)">\s*<span[^>]*>Remove </span>\s*(.*?)</a>', html))
    labels = {strip_tags(label): unescape(url) for url, label in chips.items()}
    assert labels == {
        "town": "/en/cities/?kind=district%2Ccounty&region=jilin&sort=name",
        "District": "/en/cities/?kind=county&q=town&region=jilin&sort=name",
        "County": "/en/cities/?kind=district&q=town&region=jilin&sort=name",
        "Jilin": "/en/cities/?kind=district%2Ccounty&q=town&sort=name",
    }
    assert 'href="/en/cities/?sort=name">Remove all</a>' in html


def test_an_empty_list_says_which_filter_to_drop_and_how_many_rows_there_are_then(client, get):
    make.make_park(
        "far",
        city=make.make_city("far", region=make.make_region("hebei", **make.text("name", "Hebei"))),
        level="national",
    )
    html = get("/en/parks/?region=hebei&level=provincial&sort=name")
    empty = html[html.index('class="empty"') :]
    assert 'href="/en/parks/?region=hebei&amp;sort=name"' in empty
    links = re.findall(r"<li>(.*?)</li>", empty.partition("</ul>")[0], re.DOTALL)
    provincial = client.get("/en/parks/?level=provincial").context["count"]
    assert [strip_tags(link) for link in links] == [
        f"Without “Region” Hebei : {provincial} results",
        "Without “Level” Provincial level : 1 result",
    ]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", LISTS)
def test_pages_hold_the_matching_rows_in_the_chosen_order(client, monkeypatch, name):
    monkeypatch.setattr(resolve(reverse(name)).func.view_class, "paginate_by", 4)
    fields = client.get(reverse(name)).context["filterset"].form.fields
    orders = [code for code, _label in fields["sort"].choices] if "sort" in fields else []
    for sort in ("", *orders, ",".join(orders)):
        query = {"sort": sort} if sort else {}
        context = client.get(reverse(name), query).context
        pages = context["paginator"].page_range
        shown = [client.get(reverse(name), {**query, "page": page}).context["rows"] for page in pages]
        assert [row for rows in shown for row in rows] == list(context["filterset"].qs), sort
