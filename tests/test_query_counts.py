"""Query counts: a list takes as many queries with 300 rows as with 3, a profile stays under its budget.

The counts stand in query_counts.json. UPDATE_QUERY_COUNTS=1 writes that table anew.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from cities.models import City, Indicator, Region
from coalition.models import Event, Exchange, Membership, Programme
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from portal.models import Finding
from records import version_cache
from records.models import Record, Source, Theme, get_record_types
from records.models.base import get_part_models
from records.pages import generic_views
from records.pages.panels import get_panels
from records.snapshots import get_part_accessor
from tests.bulk_copies import create_copies
from tests.factories import writing

pytestmark = [pytest.mark.usefixtures("content", "counted"), pytest.mark.content_check]

TABLE = Path(__file__).with_name("query_counts.json")
UPDATE = bool(os.environ.get("UPDATE_QUERY_COUNTS"))

# Name of the address -> the records of which the page shows one row each.
LISTS: dict[str, type[Record]] = {
    "cities": City,
    "indicators": Indicator,
    "parks": IndustrialPark,
    "materials": Material,
    "zero_waste": ZeroWastePilot,
    "procurement": ProcurementCase,
    "businesses": BusinessInitiative,
    "programmes": Programme,
    "coalition": Membership,
    "exchanges": Exchange,
    "events": Event,
    "sources": Source,
    "findings": Finding,
    "regions": Region,
    "themes": Theme,
}
# Pages that show no rows of one kind.
OTHERS = {
    "manifest", "home", "developers", "about", "legal", "privacy", "accessibility", "statistics",
    "corrections", "search", "suggestions", "precedents", "compare",
}  # fmt: skip
# It needs records to compare: tests/cities/test_comparison_briefings.py.
COMPARED = {"comparison-briefing"}
# It opens by settings only: tests/enquiries/test_form.py.
CLOSED = {"enquiry"}
# Without parameters, it has nothing to show; what it shows costs as much as "compare".
EMPTY = {"compare_embed"}
# A page of several lists and the network's own profile.
COMPOSED = {"coalition"}
PROFILES = {
    "business", "city", "event", "exchange", "finding", "indicator", "material", "park", "partner",
    "procurement-case", "programme", "region", "source", "theme", "zero-waste-pilot",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _without_kept_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """All items of a list are fetched and rendered."""
    monkeypatch.setattr(generic_views, "_MOST_RESULTS", 0)


def counts_at_hand() -> dict[str, dict[str, int]]:
    return json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}


def note(kind: str, name: str, count: int) -> None:
    table = counts_at_hand()
    table.setdefault(kind, {})[name] = count
    ordered = {kind: dict(sorted(table[kind].items())) for kind in sorted(table)}
    TABLE.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")


def queries_of(client, path) -> int:
    version_cache.clear_values()  # copies of records make no version of the content
    assert client.get(path).status_code == 200  # what is kept from one request to the next is there now
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


# -- many rows, quickly -----------------------------------------------------------------------------


def multiply(record, count) -> list[Any]:
    """Published records like this one, with its parts and ties, in one block of writing."""
    model, changes = type(record), {"slug": lambda number: f"{record.slug}-copy-{number}"}
    if model in (ZeroWastePilot, Membership):  # a city has one of each
        cities = multiply(record.city, count)
        changes["city_id"] = lambda number: cities[number].pk
    with writing() as written:
        copies = create_copies(model, [record] * count, **changes)
        for part_model in get_part_models(model):
            parts = list(getattr(record, get_part_accessor(part_model)).all())
            owners = [copy.pk for copy in copies for _part in parts]
            create_copies(part_model, parts * count, **{f"{part_model.owner}_id": owners.__getitem__})
        written.touch(*copies)
    return copies


def parts_in(record) -> int:
    return sum(getattr(record, get_part_accessor(model)).count() for model in get_part_models(type(record)))


def leave(model, count) -> None:
    """Take all but the fullest records of a type off the lists, behind the back of the admin."""
    kept = sorted(model.objects.published(), key=parts_in, reverse=True)[:count]
    model.objects.exclude(pk__in=[record.pk for record in kept]).update(status="archived")


# -- lists ------------------------------------------------------------------------------------------


def addresses_without_a_slug() -> set[str]:
    names = get_resolver().reverse_dict
    found = set()
    for name in names:
        if isinstance(name, str) and any(
            not params for forms in names.getlist(name) for _f, params in forms[0]
        ):
            found.add(name)
    return {name for name in found if reverse(name).startswith("/en/")}


def test_every_page_of_the_url_map_is_measured():
    assert addresses_without_a_slug() == LISTS.keys() | OTHERS | COMPARED | CLOSED | EMPTY


def check_list(client, name: str, most: int) -> None:
    """A list with so many rows costs no more queries than one with 3, and what is noted of it."""
    model, path = LISTS[name], reverse(name)
    leave(model, 3)
    few = queries_of(client, path)
    multiply(model.objects.published().order_by("pk").first(), most - 3)
    assert model.objects.published().count() == most
    assert queries_of(client, path) <= few  # the first of several pages may show less beside its rows
    if UPDATE:
        note("lists", name, few)
    assert few == counts_at_hand()["lists"][name]
    assert few <= (30 if name in COMPOSED else 12)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_no_more_queries_with_15_rows_than_with_3(client, name):
    check_list(client, name, 15)


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_no_more_queries_with_300_rows_than_with_3(client, name):
    check_list(client, name, 300)


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_a_page_of_the_hub_costs_no_more_queries_than_before(client, name):
    count = queries_of(client, reverse(name))
    if UPDATE:
        note("pages", name, count)
    assert count <= counts_at_hand()["pages"][name] <= 30


# -- profiles ---------------------------------------------------------------------------------------


def weight(record) -> tuple[int, int]:
    panels = get_panels(record)
    return len(panels), parts_in(record) + sum(len(panel.rows) for panel in panels)


def heaviest(model) -> Any:
    """The record with the most panels, and of these the one with the most rows. A source shows its uses."""
    if model is Source:
        uses = Counter(Source.objects.filter(uses__isnull=False).values_list("pk", flat=True))
        return Source.objects.get(pk=uses.most_common(1)[0][0])
    return max(model.objects.published(), key=weight)


def test_every_record_with_a_page_of_its_own_is_measured():
    paths = {code: model.objects.published().first().path for code, model in get_record_types().items()}
    assert {code for code, path in paths.items() if "#" not in path and path != "/"} == PROFILES


@pytest.mark.sampled(1)
@pytest.mark.parametrize("code", sorted(PROFILES))
def test_the_fullest_profile_of_each_type_costs_no_more_queries_than_before(client, code):
    count = queries_of(client, heaviest(get_record_types()[code]).get_absolute_url())
    if UPDATE:
        note("profiles", code, count)
    assert count <= counts_at_hand()["profiles"][code] <= (22 if code == "city" else 20)


@pytest.mark.slow
def test_no_page_of_a_city_costs_more_than_22_queries(client):
    pages = [city.get_absolute_url() for city in City.objects.published()]
    assert {page: count for page in pages if (count := queries_of(client, page)) > 22} == {}
