"""Statistic pages: each value with its formula, its date and the records behind it."""

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db.models import Sum
from django.http import Http404
from django.test import Client
from django.utils.translation import override
from openpyxl import load_workbook

from api.lists.statistics.tables import get_dimension_headings
from cities.models import City, Region
from records.models import Theme
from records.texts.formats import format_number
from stats import definitions, selectors
from stats.choices import RECORD_STATISTICS, Chart, get_statistic_groups
from stats.definitions import Dimension, Statistic, get_statistics
from stats.models import HistoricalValue, StatisticValue
from stats.scopes import Scope, parse_scope
from stats.tables import build_table
from tests.api.api_client import read_body
from tests.conftest import LANGUAGES
from tests.content_checks.test_home import words

pytestmark = [
    pytest.mark.usefixtures("content", "counted"),
    pytest.mark.content_listeners,
    pytest.mark.content_check,
]

KEYS = list(get_statistics())


def rows_of(page: str) -> list[str]:
    """The rows of the table of values."""
    body = page.split('id="table-of-values"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r"<tr.*?</tr>", body, re.DOTALL)


def cells_of(row: str) -> list[str]:
    return [words(cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]


def heading(page: str) -> str:
    return words(page.split("<h1>")[1].split("</h1>")[0].replace("<wbr>", "")).strip()


def test_a_median_stands_in_one_row_with_its_quartiles_and_names_its_unit(get):
    rows = rows_of(get("/en/statistics/indicator-quartiles/"))
    assert '>Gross domestic product</a>, <span class="mute">yuan</span>' in rows[0]
    assert (
        len(rows) == StatisticValue.objects.filter(statistic="indicator-quartiles", scope="hub").count() / 3
    )


def test_rows_are_a_line_or_two_on_a_phone(get):
    # A hundred rows with a line for each cell would be 28 screens.
    assert "table--lines" in get("/en/statistics/indicator-quartiles/")


# -- the index --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_tells_every_finding_under_its_group(get, language):
    page = get(f"/{language}/statistics/")
    told = words(page.replace("<wbr>", ""))
    with override(language):
        for key, statistic in get_statistics().items():
            assert build_table(statistic, Scope(), selectors.get_results(key)).heading in told
        assert all(str(group.label) in told for group in get_statistic_groups().values())
    assert [page.count(f'href="/{language}/statistics/{key}/"') for key in KEYS] == [1] * len(KEYS)


def test_a_row_of_the_index_has_its_finding_and_how_many_records_it_counts(get):
    page = get("/en/statistics/")
    rows = re.findall(r'<article class="result result--row" id="([^"]+)">(.*?)</article>', page, re.DOTALL)
    assert [key for key, _row in rows] == KEYS
    assert all(row.count("<a ") == 1 for _key, row in rows)
    table = build_table(get_statistics()["parks-by-level"], Scope(), selectors.get_results("parks-by-level"))
    told = words(dict(rows)["parks-by-level"]).strip()
    assert told == f"{table.statistic.title} {table.headline} records counted: {table.n}"


def test_the_index_says_that_records_are_counted_and_as_of_when(get):
    told = words(get("/en/statistics/"))
    assert "not China as a whole" in told
    assert re.search(r"As of \d+ \w+ 20\d\d\.", told)


# -- one statistic ----------------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_the_title_and_the_formula_has_its_numbers(get, language, key):
    page = get(f"/{language}/statistics/{key}/")
    with override(language):
        table = build_table(get_statistics()[key], Scope(), selectors.get_results(key))
        assert heading(page) == table.heading
        assert table.formula in words(page.replace("<wbr>", ""))
    assert "%(" not in page


@pytest.mark.sampled(3)
@pytest.mark.parametrize("key", KEYS)
def test_the_table_holds_every_stored_value(get, key):
    rows = rows_of(get(f"/en/statistics/{key}/"))
    if get_statistics()[key].columns:
        return  # a row has several values
    assert len(rows) == StatisticValue.objects.filter(statistic=key, scope="hub").count() > 0


def test_a_page_says_as_of_when_the_data_are_and_when_they_were_computed(get):
    told = words(get("/en/statistics/parks-by-level/"))
    assert re.search(r"Data as of \d+ \w+ 20\d\d", told)
    assert re.search(r"calculated 20\d\d-\d\d-\d\d \d\d:\d\d, Beijing time", told)


def test_what_nobody_has_counted_is_hatched_and_never_zero(get):
    page = get("/en/statistics/symbiosis-by-level/")
    rows = [cells_of(row) for row in rows_of(page)]
    assert [row[:3] for row in rows] == [
        ["National level", "No progress figure found", "552"],
        ["Provincial level", "No progress figure found", "1,991"],
    ]
    assert page.count('class="n hatched"') == 2
    assert "0 %" not in words(page)


@pytest.mark.parametrize("path", ["", "?scope=indicator.medical-waste-generated"])
def test_medians_and_quartiles_of_several_units_are_a_table_alone(get, path):
    assert 'id="chart"' not in get(f"/en/statistics/indicator-quartiles/{path}")


def test_a_chart_needs_no_script(get):
    page = get("/en/statistics/parks-by-level/")
    assert 'id="chart"' in page
    assert re.findall(r'<script src="/static/build/([a-z-]+)', page) == ["hub", "search"]


def test_unknown_keys_scopes_and_values_are_404(get):
    for path in (
        "no-such-statistic/", "no-such-statistic/records/",
        "parks-by-level/?scope=region.atlantis", "parks-by-level/?scope=theme.industrial-symbiosis",
        "parks-by-level/?scope=hub.x", "parks-by-level/?scope=nonsense",
        "symbiosis-by-level/records/", "parks-by-level/records/?level=imperial",
        "parks-by-level/records/?level=national&page=99",
    ):  # fmt: skip
        get(f"/en/statistics/{path}", status=404)


def test_only_get_is_answered(client: Client):
    for path in (
        "",
        "parks-by-level/",
        "parks-by-level/records/?level=national",
    ):
        assert client.post(f"/en/statistics/{path}").status_code == 405


# -- scopes -----------------------------------------------------------------------------------------


def test_a_statistic_can_be_read_for_a_region(get):
    page = get("/en/statistics/parks-by-level/?scope=region.jilin")
    values = selectors.get_results("parks-by-level", "region", "jilin")
    assert heading(page) == "Industrial parks by level"  # fewer than five: no sentence
    assert '<option value="region.jilin" selected>Jilin</option>' in page
    assert len(rows_of(page)) == len(values)


def test_cities_have_the_order_of_their_english_names_and_regions_in_chinese_that_of_their_codes(get):
    english, chinese = (
        re.findall(
            r'<option value="(region|city)\.([a-z-]+)"', get(f"/{language}/statistics/parks-by-level/")
        )
        for language in ("en", "zh-hans")
    )
    assert len(english) > 50
    cities = [place for place in english if place[0] == "city"]
    assert cities == [place for place in chinese if place[0] == "city"]
    regions = [slug for kind, slug in chinese if kind == "region"]
    codes = dict(Region.objects.exclude(admin_code="").values_list("slug", "admin_code"))
    in_china = [codes[slug] for slug in regions if slug in codes]
    assert regions[0] != "anhui"
    assert in_china == sorted(in_china)


def test_where_too_little_is_on_record_the_finding_says_so(get):
    empty = Region.objects.published().exclude(
        slug__in=StatisticValue.objects.filter(statistic="parks-by-level").values("slug")
    )
    page = get(f"/en/statistics/parks-by-level/?scope=region.{empty.first().slug}")
    assert heading(page) == "No industrial parks yet"
    assert "Nothing to count here yet." in words(page)
    assert "build/statistics.js" not in page


def test_a_scope_is_a_record_or_a_year():
    statistic = get_statistics()["procurement-cases"]
    assert parse_scope(statistic, "year.2019") == Scope("year", "2019")
    assert parse_scope(statistic, "") == Scope()
    with pytest.raises(Http404):
        parse_scope(statistic, "year.")


def test_before_anything_is_counted_the_pages_say_so(get):
    StatisticValue.objects.all().delete()
    from stats.models import RefreshState

    RefreshState.objects.update(changed_at=None, as_of=None)
    assert "Not counted yet" in words(get("/en/statistics/parks-by-level/"))
    get("/en/statistics/")
    get("/en/cities/changchun/")


# -- the records behind a value ---------------------------------------------------------------------


def links_of(page: str) -> list[str]:
    listed = page.split('<ol class="rests"')[1].split("</ol>")[0]
    return re.findall(r'<li><a href="([^"]+)"', listed)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("key", [key for key in KEYS if get_statistics()[key].drilldown])
def test_as_many_records_are_listed_as_were_counted(get, key):
    table = build_table(get_statistics()[key], Scope(), selectors.get_results(key))
    counted = [row for row in table.rows if row.result.n]
    for row in sorted(counted, key=lambda row: row.result.n)[:: max(1, len(counted) // 4)]:
        links: list[str] = []
        for number in range(1, (row.result.n - 1) // 50 + 2):
            join = "&" if "?" in row.records_url else "?"
            links += links_of(get(f"{row.records_url}{join}page={number}"))
        assert len(links) == row.result.n, row.records_url


def test_the_rows_of_a_table_lead_to_their_records(get):
    page = get("/en/statistics/facilities/?scope=region.jilin")
    for row in rows_of(page):
        link = unescape(re.search(r'href="([^"]+/records/[^"]*)"', row)[1])
        assert f"{cells_of(row)[-1].split()[0]} record" in words(get(link))


def test_a_listed_part_leads_to_its_place_on_the_page_of_its_record(get):
    value = build_table(get_statistics()["facilities"], Scope(), selectors.get_results("facilities")).rows[0]
    for link in links_of(get(value.records_url)):
        path, anchor = link.split("#")
        assert f'id="{anchor}"' in get(path)


def test_a_listed_amount_has_its_source(get):
    page = get("/en/statistics/flows/records/?status=operating")
    assert 'class="chip"' in page
    assert 'id="s1"' in page
    assert '<meta name="robots" content="noindex, follow">' in page


# -- files ------------------------------------------------------------------------------------------


def find_file(page: str, name: str) -> str:
    """The address to which the button of a page leads."""
    (address,) = re.findall(rf'href="(/api/v1/statistics/[^"]*format={name}[^"]*)" download', page)
    return unescape(address)


def read_csv(client: Client, page: str) -> list[dict[str, str]]:
    response = client.get(find_file(page, "csv"))
    assert 'rel="describedby"' in response["Link"]
    text = read_body(response)
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_holds_what_the_table_holds(client: Client, get, language):
    for key in ("parks-by-level", "programme-coverage", "amounts-by-material", "targets"):
        page = get(f"/{language}/statistics/{key}/")
        rows, shown = read_csv(client, page), [cells_of(row) for row in rows_of(page)]
        headings = get_dimension_headings([key]).values()
        assert len(shown) == len(rows)
        for cells, row in zip(shown, rows, strict=True):
            assert cells[: len(headings)] == [row[f"{heading}_label"] for heading in headings]
            assert not row["value"] or cells[len(headings)] == shown_number(row["value"], language)
            assert cells[-1].replace(",", "").startswith(row["n"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_table_and_says_what_it_is(client: Client, get, language):
    page = get(f"/{language}/statistics/parks-by-level/?scope=region.jilin")
    book = load_workbook(io.BytesIO(client.get(find_file(page, "xlsx")).getvalue()))
    data, _sources, about = ([[cell.value for cell in row] for row in sheet] for sheet in book)
    rows = [dict(zip(data[0], row, strict=True)) for row in data[1:]]
    shown = [cells_of(row) for row in rows_of(page)]
    assert [[row["level_label"], str(row["value"])] for row in rows] == [cells[:2] for cells in shown]
    assert {row["scope_slug"] for row in rows} == {"jilin"}
    assert any(str(row[1]).startswith("CC BY 4.0") for row in about)


def shown_number(value: str, language: str) -> str:
    with override(language):
        return format_number(Decimal(value))


def test_the_file_of_all_statistics_holds_every_value_of_the_hub(client: Client):
    rows = read_csv(client, client.get("/en/statistics/").content.decode())
    assert len(rows) == StatisticValue.objects.filter(scope="hub").count()
    assert {row["slug"] for row in rows} == set(KEYS)


def test_a_name_that_could_run_is_marked_in_the_file(client: Client, monkeypatch: pytest.MonkeyPatch):
    statistic = Statistic(
        key="dangerous", title="=cmd()", group=RECORD_STATISTICS, unit="@unit", formula="",
        depends_on=(City,),
        rows=lambda: [], headline=lambda readings: "found", dimensions={"what": Dimension("+label")},
        chart=Chart.NONE,
    )  # fmt: skip
    monkeypatch.setattr(definitions, "_registered", {"dangerous": statistic})
    StatisticValue.objects.create(
        statistic="dangerous",
        scope="hub",
        dimensions='{"what":"=1+1"}',
        value=1,
        n=1,
        since="2026-01-01T00:00Z",
    )
    text = read_body(client.get("/api/v1/statistics/dangerous/?format=csv"))
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells
    assert "'@unit" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


# -- history, data about the data, panels -----------------------------------------------------------


def test_earlier_values_are_shown_with_when_they_stood(get):
    assert "No value has changed so far" in words(get("/en/statistics/parks-by-level/"))
    HistoricalValue.objects.create(
        statistic="parks-by-level", scope="hub", dimensions='{"level":"national"}', value=7, n=7,
        since="2026-01-02T00:00Z", until="2026-02-03T04:00Z",
    )  # fmt: skip
    section = get("/en/statistics/parks-by-level/").split('id="earlier"')[1].split("</section>")[0]
    assert cells_of(section.split("<tbody>")[1]) == [
        "National level",
        "7",
        "2026-01-02 08:00",
        "2026-02-03 12:00",
    ]
    assert "2026-02-03" not in get("/en/statistics/parks-by-level/?scope=region.jilin")


def test_search_engines_are_told_that_it_is_a_data_set(get):
    page = get("/en/statistics/parks-by-level/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])["@graph"][0]
    assert data["@type"] == "Dataset"
    assert data["variableMeasured"]["unitText"] == "parks"
    assert data["distribution"][0]["contentUrl"].endswith(
        "/api/v1/statistics/parks-by-level/?format=csv&excel=1"
    )
    assert data["measurementTechnique"].startswith("Published parks, counted by level")
    assert data["name"] == heading(page)


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("regions/jilin", "region.jilin"),
        ("themes/industrial-symbiosis", "theme.industrial-symbiosis"),
        ("programmes/zero-waste-2019", "programme.zero-waste-2019"),
    ],
)
def test_the_page_of_a_record_shows_what_is_counted_of_it(get, path, scope):
    panel = get(f"/en/{path}/").split('<h2 id="statistics">')[1].split("</section>")[0]
    links = re.findall(r'<li><a href="(/en/statistics/[^"]+)">([^<]+)</a>', panel)
    kind, slug = scope.split(".")
    counted = StatisticValue.objects.filter(scope=kind, slug=slug).values("statistic").annotate(all=Sum("n"))
    keys = set(counted.filter(all__gte=5).values_list("statistic", flat=True))
    assert {link.split("/")[3] for link, _finding in links} == keys != set()
    assert all(link.endswith(f"?scope={scope}") for link, _finding in links)
    link, headline = links[0]
    assert heading(get(link)) == words(headline).strip()


def test_a_record_of_which_nothing_is_counted_has_no_panel(get):
    theme = Theme.objects.published().exclude(
        slug__in=StatisticValue.objects.filter(scope="theme").values("slug")
    )
    if theme.exists():
        assert 'id="statistics"' not in get(theme.first().get_absolute_url())


@pytest.mark.parametrize(
    "path", ["cities/changchun", "parks/suzhou-industrial-park", "materials/coal-gangue"]
)
def test_a_page_about_a_place_or_a_material_counts_no_records_of_its_own(get, path):
    page = get(f"/en/{path}/")
    assert 'id="statistics"' not in page
    assert "?scope=" not in page


def test_a_page_costs_as_many_queries_with_many_rows_as_with_few(
    client: Client, django_assert_max_num_queries
):
    for key in KEYS:
        with django_assert_max_num_queries(15):
            client.get(f"/en/statistics/{key}/")


@pytest.mark.parametrize("key", KEYS)
def test_no_two_columns_of_a_file_have_the_same_heading(client: Client, key):
    text = read_body(client.get(f"/api/v1/statistics/{key}/?format=csv"))
    headings = next(csv.reader(io.StringIO(text)))
    assert len(set(headings)) == len(headings)
