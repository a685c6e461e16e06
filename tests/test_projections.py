"""Everything that is derived from published records equals a new build, whatever was edited."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from records.models import Publication
from records.projections import (
    Timing,
    get_projections,
    get_refreshed_projections,
    rebuild_projection,
)
from records.redaction import redact
from stats.models import HistoricalValue, RefreshState
from tests.factories import (
    make_city,
    make_city_attribute,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_pilot,
    make_source,
    text,
    writing,
)
from tests.projections import list_rows, run_worker

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]


def read_projections() -> dict[str, dict[str, list[Any]]]:
    return {
        name: {table.__name__: list_rows(table) for table in projection.tables if is_derived(table)}
        for name, projection in get_projections().items()
    }


def is_derived(table: Any) -> bool:
    """Whether it can be built again: of former values there is no other record."""
    return table is not HistoricalValue


def build_everything_again() -> None:
    for projection in get_projections(Timing.AT_ONCE).values():
        rebuild_projection(projection)
    for projection in get_refreshed_projections().values():
        for table in filter(is_derived, projection.tables):
            table._default_manager.all().delete()
    call_command("refresh", *get_refreshed_projections(), stdout=StringIO())


def edit(record: Any, **values: Any) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def publish_records() -> dict[str, Any]:
    source = make_source("a-notice")
    city = make_city("linfen", **text("name", "Linfen", "临汾市"))
    indicator = make_indicator("waste")
    make_city_figure(city, year=2020)
    other = make_city("weihai", **text("name", "Weihai", "威海市"))
    make_city_figure(other, year=2020)
    for each in (city, other):
        make_city_attribute(each, code="coal_based")
    make_park("b-park", city=other)
    for number in range(3):
        make_indicator_value(indicator, city, year=2019 + number)
    make_indicator_value(indicator, other, year=2019)
    for unit in (
        "t",
        "ha",
    ):  # repeated before and after the change of the unit
        make_city_figure(city, f"waste-in-{unit}", value=5, unit=unit, year=2020, indicator=indicator)
    return {
        "source": source,
        "city": city,
        "other city": other,
        "indicator": indicator,
        "material": make_material("slag", **text("name", "Slag", "钢渣")),
        "park": make_park("a-park", city=city),
        "pilot": make_pilot("linfen-2019", city=city),
        "secret": make_material("a-secret", **text("name", "Unspeakable", "不可说")),
    }


def change_records(records: dict[str, Any], admin_user: Any) -> None:
    """Edit, rename, withdraw and redact, with the worker in between."""
    run_worker()
    edit(records["city"], name_en="Pingyang")
    edit(records["other city"], name_en="Weihaiwei")
    edit(records["indicator"], unit="ha")
    run_worker()
    with writing() as changes:
        changes.rename(records["source"], "the-notice")
        changes.rename(records["city"], "pingyang")
        changes.withdraw(records["secret"])
        changes.withdraw(records["pilot"])
        changes.delete(records["park"])
    numbers = Publication.objects.versions().filter(slug="a-secret").values_list("number", flat=True)
    redact("material", "a-secret", list(numbers), by=admin_user, reason="A court asked for it.")
    edit(records["material"], name_en="Steel slag")


def test_every_projection_equals_a_new_build(admin_user):
    change_records(publish_records(), admin_user)
    run_worker()
    before = read_projections()
    repeated = {row["identifier"]: row["same_as"] for row in before["figures"]["FigureEntry"]}
    assert repeated["city.pingyang.waste-in-ha"] == "indicator-value.waste-linfen-2020"
    empty = {name for name, tables in before.items() if not any(tables.values())}
    assert empty <= {"value-samples"}
    build_everything_again()
    assert read_projections() == before
    assert not RefreshState.objects.stale().exists()


def test_a_redaction_clears_all_of_them_before_the_worker_runs(admin_user):
    records = publish_records()
    run_worker()
    with writing() as changes:
        changes.withdraw(records["secret"])
    numbers = Publication.objects.versions().filter(slug="a-secret").values_list("number", flat=True)
    redact("material", "a-secret", list(numbers), by=admin_user, reason="A court asked for it.")
    assert "nspeakable" not in str(read_projections())
    run_worker()
    assert "nspeakable" not in str(read_projections())


def test_the_entry_of_a_public_record_loses_what_is_redacted_at_once(admin_user):
    records = publish_records()
    run_worker()
    edit(records["secret"], name_en="Something else", name_zh_hans="其他")
    (first,) = Publication.objects.filter(slug="a-secret", version=1)
    redact("material", "a-secret", [first.number], by=admin_user, reason="A court asked for it.")
    assert "nspeakable" not in str(read_projections()["search"])
    run_worker()
    assert "Something else" in str(read_projections()["search"])
