"""A figure can be read as it was at any content version, under each slug that its record has had."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records import publishing, redaction
from records.figures.details import (
    FigureAbsence,
    FigureDetails,
    FigureUnavailable,
    get_figure_at,
    load_figure_details,
)
from records.models import FigureEntry, Publication
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_source,
    text,
    writing,
)
from tests.records.test_publication_log import STEP, do

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "zh-hans", "zh-hant")


def now() -> int:
    return publishing.get_content_version()


def edit(record: Any, **values: Any) -> int:
    """Change a record, and return the content version after it."""
    for name, value in values.items():
        setattr(record, name, value)
    with writing() as changes:
        changes.save(record)
    return now()


def rename(record: Any, slug: str) -> int:
    with writing() as changes:
        changes.rename(record, slug)
    return now()


def describe(details: FigureDetails) -> dict[str, Any]:
    names = [details.subject, details.variable, *details.sources]
    return {
        **model_to_dict(details.entry, exclude=["id"]),
        "labels": [str(details.label_in(language)) for language in LANGUAGES],
        "names": [str(name.title_in(language)) for name in names if name for language in LANGUAGES],
        "publishers": [source.publisher for source in details.sources],
    }


def describe_now() -> dict[str, dict[str, Any]]:
    details = load_figure_details(list(FigureEntry.objects.all()))
    return {figure.entry.identifier: describe(figure) for figure in details}


def absence(identifier: str, number: int) -> FigureAbsence:
    with pytest.raises(FigureUnavailable) as raised:
        get_figure_at(identifier, number)
    return raised.value.reason


# -- as it is now -------------------------------------------------------------------------------------


def test_a_figure_has_the_names_of_what_it_refers_to():
    city = make_city("datong", **text("name", "Datong", "大同"))
    make_city_figure(city, "area", zh_hant={"label": "佔地"}, **text("label", "Area", "面积"))
    flow = text("from_name", "A plant", "甲厂") | text("to_name", "Another plant", "乙厂")
    material = make_material("ash", **text("name", "Fly ash", "粉煤灰"))
    make_flow(make_park("tashan", city=city), "ash", material=material, value=1, unit="t", **flow)
    make_indicator_value(make_indicator("waste", **text("name", "Waste", "垃圾")), city)
    by_type = {figure.entry.record_type: figure for figure in load_figure_details(FigureEntry.objects.all())}
    labels = {
        code: [str(figure.label_in(language)) for language in LANGUAGES] for code, figure in by_type.items()
    }
    assert labels == {
        "city": ["Area", "面积", "佔地"],
        "park": [
            "Fly ash (A plant → Another plant)",
            "粉煤灰（甲厂 → 乙厂）",
            "粉煤灰（甲廠 → 乙廠）",
        ],
        "indicator-value": ["Waste", "垃圾", "垃圾"],
    }
    assert by_type["indicator-value"].subject.title_in("en") == "Datong"
    assert [source.publisher for source in by_type["city"].sources] == ["A ministry"]


def test_names_are_the_present_ones_although_the_index_is_not_written_again():
    city, indicator = make_city("datong"), make_indicator("waste")
    make_indicator_value(indicator, city)
    before = FigureEntry.objects.get()
    edit(indicator, name_en="Household waste")
    edit(city, name_en="Da Tong")
    (details,) = load_figure_details([before])
    assert FigureEntry.objects.get().number == before.number
    assert (details.label_in("en"), details.subject.title_in("en")) == ("Household waste", "Da Tong")


def test_many_figures_are_described_in_as_many_queries_as_one():
    make_city_figure(make_city(), "area")
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            load_figure_details(list(FigureEntry.objects.all()))
        counts.append(len(queries))
        with writing():
            for _number in range(5):
                make_city_figure(make_city(), "area")
    assert counts == [3, 3]


# -- as it was ----------------------------------------------------------------------------------------


def test_a_figure_is_read_as_it_was():
    city = make_city("datong", **text("name", "Datong"))
    figure = make_city_figure(city, "area", value=10)
    first = now()
    edit(figure, value=11, label_en="Built-up area")
    edit(city, name_en="Da Tong")
    edit(make_source(), publisher="Another ministry")
    then = get_figure_at("city.datong.area", first)
    assert (then.entry.value, then.label_in("en"), then.subject.title_in("en")) == (10, "Area", "Datong")
    assert then.sources[0].publisher == "A ministry"
    assert then.entry.pk is None
    today = get_figure_at("city.datong.area", now())
    assert describe(today) == describe_now()["city.datong.area"]


def test_an_indicator_value_has_the_unit_and_the_name_that_its_indicator_had():
    indicator = make_indicator("waste", unit="t", **text("name", "Waste"))
    make_indicator_value(indicator, make_city("datong"))
    first = now()
    edit(indicator, unit="kt", name_en="Household waste")
    then = get_figure_at("indicator-value.waste-datong-2020", first)
    assert (then.entry.unit, then.label_in("en")) == ("t", "Waste")
    today = get_figure_at("indicator-value.waste-datong-2020", now())
    assert (today.entry.unit, today.label_in("en")) == ("kt", "Household waste")


def test_former_and_later_slugs_lead_to_a_figure():
    city = make_city("datong")
    make_city_figure(city, "area")
    first = now()
    second = rename(city, "yungang")
    third = rename(city, "pingcheng")
    for slug in ("datong", "yungang", "pingcheng"):
        found = [get_figure_at(f"city.{slug}.area", number) for number in (first, second, third)]
        slugs = [figure.entry.slug for figure in found]
        assert slugs == ["datong", "yungang", "pingcheng"]
        assert [figure.subject.slug for figure in found] == slugs


def test_a_slug_leads_to_the_record_that_had_it_at_the_time():
    first, second = make_city("datong"), make_city("yungang")
    make_city_figure(first, "area", value=1)
    make_city_figure(second, "area", value=2)
    both = now()
    with writing() as changes:
        changes.delete(first)
    rename(second, "datong")
    assert get_figure_at("city.datong.area", both).entry.value == 1
    assert get_figure_at("city.yungang.area", both).entry.value == 2
    assert get_figure_at("city.datong.area", now()).entry.value == 2


def test_a_figure_is_found_after_its_indicator_was_renamed():
    indicator = make_indicator("waste", unit="t")
    make_indicator_value(indicator, make_city("datong"))
    first = now()
    rename(indicator, "rubbish")
    assert get_figure_at("indicator-value.waste-datong-2020", first).entry.variable_slug == "waste"
    assert get_figure_at("indicator-value.waste-datong-2020", now()).entry.variable_slug == "rubbish"


def test_what_never_was_is_unknown():
    city = make_city("datong")
    make_city_figure(city, "area")
    wrong = ("city", "", "city.", "city.datong", "city.datong.area.x", "city.\x00.area", "City.datong.area")
    for identifier in ("city.datong.height", "city.taiyuan.area", "region.jilin.area", *wrong):
        assert absence(identifier, now()) == "unknown"


def test_a_flow_without_an_amount_is_unknown():
    make_flow(make_park("tashan"), "ash")
    assert absence("park.tashan.ash", now()) == "unknown"


def test_before_its_publication_there_is_no_figure_yet():
    city = make_city("datong")
    first = now()
    figure = make_city_figure(city, "area")
    assert absence("city.datong.area", first) == "not_yet"
    assert absence("city.datong.area", 0) == "not_yet"
    assert absence("city.datong.area", now() + 1) == "not_yet"
    assert get_figure_at("city.datong.area", now()).entry.value == figure.value


@pytest.mark.parametrize("way", ["part", "withdrawn", "deleted"])
def test_what_was_removed_is_still_read_as_it_was(way):
    city = make_city("datong")
    figure = make_city_figure(city, "area")
    first = now()
    with writing() as changes:
        if way == "part":
            changes.delete(figure)
        elif way == "withdrawn":
            changes.withdraw(city)
        else:
            changes.delete(city)
    assert absence("city.datong.area", now()) == "removed"
    assert get_figure_at("city.datong.area", first).entry.value == 10


def test_a_redacted_version_is_not_read_again():
    city = make_city("datong")
    figure = make_city_figure(city, "area", value=10)
    first = now()
    edit(figure, value=11)
    boss = User.objects.create_superuser("boss", password="x")
    redaction.redact("city", "datong", [first], by=boss, reason="File 7")
    assert absence("city.datong.area", first) == "redacted"
    assert get_figure_at("city.datong.area", now()).entry.value == 11


def test_a_wholly_redacted_record_says_so():
    city = make_city("datong")
    make_city_figure(city, "area")
    with writing() as changes:
        changes.withdraw(city)
    boss = User.objects.create_superuser("boss", password="x")
    numbers = Publication.objects.versions().filter(slug="datong").values_list("number", flat=True)
    redaction.redact("city", "datong", list(numbers), by=boss, reason="File 7")
    assert absence("city.datong.area", now()) == "redacted"


def test_the_name_of_a_redacted_source_is_not_read_again():
    source = make_source("a-notice", publisher="A person")
    figure = make_city_figure(make_city("datong"), "area")
    with writing() as changes:
        changes.set_related(figure, "sources", [source])
    first = now()
    edit(source, publisher="A ministry")
    boss = User.objects.create_superuser("boss", password="x")
    redaction.redact("source", "a-notice", [1], by=boss, reason="File 7")
    (logged,) = get_figure_at("city.datong.area", first).sources
    assert (logged.publisher, logged.title_in("en")) == ("", "a-notice")


def walk(blocks: Any) -> Iterator[tuple[int, dict[str, dict[str, Any]]]]:
    """The figures after each block, with the content version."""
    for block in blocks:
        do(block)
        yield now(), describe_now()


@pytest.mark.parametrize("examples", [5, pytest.param(25, marks=pytest.mark.slow)])
def test_each_content_version_is_read_as_it_was_after_any_sequence_of_changes(examples):
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=8))
    def check(blocks):
        with transaction.atomic():
            make_city_figure(make_city("first"), **text("label", "Area"))
            known = list(walk(blocks))
            for number, figures in known:
                found = {identifier: describe(get_figure_at(identifier, number)) for identifier in figures}
                assert found == figures
            transaction.set_rollback(True)

    check()
