"""The figure index has each figure of each published record once, as its newest version has it."""

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.models import ProgrammeFigure
from initiatives.models import BusinessFigure, ParkFigure, PilotFigure, ProcurementOutcome
from records import publishing
from records.models import Figure, FigureEntry, Revision
from records.models.figure import Amount
from records.projections import fill_empty_projections, get_projections, rebuild_projection
from records.projections.figure_models import get_figure_models
from records.publishing.restoration import restore_revision
from tests.factories import (
    make_business,
    make_case,
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_pilot,
    make_programme,
    save_part,
    text,
    writing,
)
from tests.records.test_publication_log import figures, figures_by_the_log

pytestmark = pytest.mark.django_db


def identifiers() -> list[str]:
    return sorted(FigureEntry.objects.values_list("identifier", flat=True))


def edit(record: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    with writing() as changes:
        changes.save(record)


def make_figure(model: Any, record: Any, key: str, **kwargs: Any) -> Any:
    values = {**text("label", "A label"), "value": 3, "unit": "t", "source_type": "official", **kwargs}
    return save_part(model(**{model.owner: record}, key=key, **values))


# -- what is in it ------------------------------------------------------------------------------------


def test_every_model_of_figures_is_in_it():
    known = {figure_model.model for models in get_figure_models().values() for figure_model in models}
    amounts = {model for model in apps.get_models() if issubclass(model, Amount)}
    assert amounts <= known
    assert {model for model in amounts if issubclass(model, Figure)} < amounts
    assert {model._meta.model_name for model in known - amounts} == {"indicatorvalue"}


def test_a_figure_of_each_kind_has_a_row_of_its_own():
    city = make_city("datong")
    make_city_figure(city, "area")
    make_figure(ParkFigure, make_park("tashan", city=city), "area")
    make_figure(PilotFigure, make_pilot("datong-2019", city=city), "recycled")
    make_figure(ProcurementOutcome, make_case("desks", city=city), "saved")
    make_figure(BusinessFigure, make_business("boxes"), "boxes-reused")
    make_figure(ProgrammeFigure, make_programme("zero-waste"), "cities")
    make_flow(make_park("another", city=city), "ash", value=5, unit="t_per_year")
    make_indicator_value(make_indicator("waste"), city)
    assert identifiers() == [
        "business.boxes.boxes-reused",
        "city.datong.area",
        "indicator-value.waste-datong-2020",
        "park.another.ash",
        "park.tashan.area",
        "procurement-case.desks.saved",
        "programme.zero-waste.cities",
        "zero-waste-pilot.datong-2019.recycled",
    ]
    places = dict(FigureEntry.objects.values_list("record_type", "place"))
    assert places.pop("business") == places.pop("programme") == ""
    assert set(places.values()) == {"datong"}
    assert figures() == figures_by_the_log()


def test_a_figure_of_a_part_says_what_the_part_says():
    figure = make_city_figure(
        make_city("datong"),
        "area",
        value=Decimal("10.5"),
        year=2020,
        precision="about",
        evidence="measured",
        amount_type="capacity",
        zh_hant={"label": "佔地"},
        **text("period", "until June", "截至6月"),
    )
    entry = FigureEntry.objects.get(identifier="city.datong.area")
    same = (
        "value",
        "unit",
        "year",
        "period_en",
        "period_zh_hans",
        "precision",
        "evidence",
        "amount_type",
        "zh_hant",
    )
    assert {name: getattr(entry, name) for name in same} == {name: getattr(figure, name) for name in same}
    assert (entry.label_en, entry.label_zh_hans) == ("Area", "Area（中文）")
    assert (entry.subject_type, entry.subject_slug) == ("city", "datong")
    assert (entry.part_type, entry.key) == ("cityfigure", "area")
    assert (entry.path, entry.sources) == ("/cities/datong/#area", ["a-source"])
    assert entry.number == publishing.get_content_version()


def test_an_indicator_value_is_about_its_city_and_has_the_unit_of_its_indicator():
    make_indicator_value(make_indicator("waste", unit="kt"), make_city("datong"), 2021, value=7)
    entry = FigureEntry.objects.get()
    assert (entry.identifier, entry.key) == ("indicator-value.waste-datong-2021", "")
    assert (entry.subject_type, entry.subject_slug) == ("city", "datong")
    assert (entry.variable_type, entry.variable_slug) == ("indicator", "waste")
    assert (entry.value, entry.unit, entry.year, entry.label_en) == (7, "kt", 2021, "")
    assert entry.path == "/indicators/waste/?city=datong#indicator-value-waste-datong-2021"


def test_a_flow_is_labelled_by_its_ends_and_measures_its_material():
    make_flow(
        make_park("tashan"),
        "ash",
        material=make_material("fly-ash"),
        value=600_000,
        unit="t_per_year",
        zh_hant={"from_name": "電廠"},
        **text("from_name", "A power station", "发电厂"),
        **text("to_name", "A cement works", "水泥厂"),
    )
    entry = FigureEntry.objects.get()
    assert entry.label_en == "A power station → A cement works"
    assert entry.label_zh_hans == "发电厂 → 水泥厂"
    assert entry.zh_hant == {"label": "電廠 → 水泥廠"}
    assert (entry.variable_type, entry.variable_slug) == ("material", "fly-ash")
    assert (entry.subject_type, entry.subject_slug) == ("park", "tashan")


def test_an_unknown_amount_is_no_figure():
    make_flow(make_park())
    make_indicator_value(make_indicator(), make_city(), value=None, reason="missing")
    assert identifiers() == []


def test_drafts_are_not_in_it():
    make_city_figure(make_city("datong", publish=False))
    assert identifiers() == []


# -- changes ------------------------------------------------------------------------------------------


@pytest.fixture
def city() -> Any:
    city = make_city("datong")
    make_city_figure(city, "area")
    make_city_figure(city, "population", unit="people")
    return city


def test_an_edit_replaces_the_row_and_keeps_its_primary_key(city):
    before = dict(FigureEntry.objects.values_list("identifier", "pk"))
    edit(city.key_facts.get(key="area"), value=11)
    assert dict(FigureEntry.objects.values_list("identifier", "pk")) == before
    assert FigureEntry.objects.get(key="area").value == 11
    assert set(FigureEntry.objects.values_list("number", flat=True)) == {publishing.get_content_version()}


def test_a_deleted_part_leaves_it(city):
    with writing() as changes:
        changes.delete(city.key_facts.get(key="area"))
    assert identifiers() == ["city.datong.population"]


def test_a_renamed_record_has_new_identifiers_and_so_has_what_refers_to_it(city):
    make_indicator_value(make_indicator("waste"), city)
    with writing() as changes:
        changes.rename(city, "datong-city")
    assert identifiers() == [
        "city.datong-city.area", "city.datong-city.population", "indicator-value.waste-datong-2020",
    ]  # fmt: skip
    assert set(FigureEntry.objects.values_list("place", "subject_slug")) == {("datong-city", "datong-city")}


def test_a_withdrawn_record_leaves_it_and_returns_when_it_is_published_again(city):
    with writing() as changes:
        changes.withdraw(city)
    assert identifiers() == []
    with writing() as changes:
        changes.publish(city)
    assert identifiers() == ["city.datong.area", "city.datong.population"]


def test_a_deleted_record_leaves_it(city):
    with writing() as changes:
        changes.delete(city)
    assert identifiers() == []


def test_a_restored_revision_is_in_it(city):
    first = Revision.objects.of(city).order_by("pk").last()
    edit(city.key_facts.get(key="area"), value=11)
    with writing() as changes:
        restore_revision(changes, first)
    assert FigureEntry.objects.get(key="area").value == 10
    assert figures() == figures_by_the_log()


def test_another_unit_of_an_indicator_changes_its_values_only():
    indicator, other = make_indicator("waste", unit="t"), make_indicator("water", unit="m3")
    city = make_city()
    for each in (indicator, other):
        make_indicator_value(each, city)
    edit(indicator, unit="kt")
    units = dict(FigureEntry.objects.values_list("variable_slug", "unit"))
    assert units == {"waste": "kt", "water": "m3"}
    assert figures() == figures_by_the_log()


def count_own(queries: Any) -> int:
    """The number of queries of the index. Records are saved and published one by one."""
    return len([query for query in queries if "figureentry" in query["sql"]])


def queries_to_publish(cities: int) -> int:
    made = [make_city(publish=False) for _number in range(cities)]
    for city in made:
        make_city_figure(city, "area")
    with CaptureQueriesContext(connection) as queries, writing() as changes:
        changes.publish(*made)
    assert FigureEntry.objects.filter(slug__in=[city.slug for city in made]).count() == cities
    return count_own(queries)


def test_thirty_records_are_published_in_as_many_queries_as_three():
    assert queries_to_publish(3) == queries_to_publish(30) > 0


def queries_to_change_units(indicators: int) -> int:
    city = make_city()
    made = [make_indicator(unit="t") for _number in range(indicators)]
    for indicator in made:
        make_indicator_value(indicator, city)
        indicator.unit = "kt"
    with CaptureQueriesContext(connection) as queries, writing() as changes:
        for indicator in made:
            changes.save(indicator)
    assert FigureEntry.objects.filter(place=city.slug, unit="kt").count() == indicators
    return count_own(queries)


def test_ten_units_change_in_as_many_queries_as_two():
    assert queries_to_change_units(2) == queries_to_change_units(10) > 0


# -- rebuilding ---------------------------------------------------------------------------------------


def test_it_is_rebuilt_from_the_log(city):
    make_indicator_value(make_indicator(), city)
    before = figures()
    FigureEntry.objects.update(value=0, unit="ha")
    rebuild_projection(get_projections()["figures"])
    assert figures() == before


def test_migrating_fills_an_empty_index_and_leaves_a_filled_one(city):
    before = figures()
    FigureEntry.objects.all().delete()
    fill_empty_projections("default")
    assert figures() == before
    FigureEntry.objects.filter(key="area").update(value=0)
    fill_empty_projections("default")
    assert FigureEntry.objects.get(key="area").value == 0


def test_a_database_that_is_migrated_in_part_is_left_alone(city):
    class OlderState:
        @staticmethod
        def get_model(label: str) -> Any:
            raise LookupError(label)

    FigureEntry.objects.all().delete()
    fill_empty_projections("default", OlderState())
    assert identifiers() == []
