"""A number that several records give has one value, one evidence level and one source type."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from records.content.declarations import ContentEntry
from records.content.loader import read_content
from records.models import Figure


@pytest.fixture(scope="module")
def entries() -> list[ContentEntry]:
    return read_content(settings.CONTENT_DIR)


def of_type(entries: list[ContentEntry], code: str) -> dict[str, ContentEntry]:
    return {entry.slug: entry for entry in entries if entry.model.type_code == code}


def list_figures(entries: list[ContentEntry]) -> Iterator[tuple[tuple[Any, ...], ContentEntry, Any]]:
    """Yield what each figure is about, its record and its columns. Plans and parks speak of themselves."""
    indicators = of_type(entries, "indicator")
    for entry in entries:
        code, row = entry.model.type_code, entry.row
        place = entry.slug if code == "park" else row.references.get("city", entry.slug)
        for part in (part for parts in row.parts.values() for part in parts):
            if issubclass(part.model, Figure):
                subject = entry.slug if part.columns.get("is_plan") or code == "park" else place
                subject = f"{subject} {part.columns.get('row_en', '')}".rstrip()  # the rows of a finding
                yield build_key(subject, part.columns["label_en"], part.columns["unit"], part), entry, part
        if code == "indicator-value" and "value" in row.columns:
            columns = indicators[row.references["indicator"]].row.columns
            yield build_key(place, columns["name_en"], columns["unit"], row), entry, row


def build_key(subject: str, label: str, unit: str, row: Any) -> tuple[Any, ...]:
    return subject, label.casefold(), unit, row.columns.get("year"), row.columns.get("period_en", "")


def get_statement(columns: dict[str, Any]) -> tuple[Any, ...]:
    return (
        columns["value"],
        columns.get("precision", ""),
        columns.get("evidence", "stated"),
        columns["source_type"],
    )


def test_a_number_that_is_given_twice_is_the_same(entries: list[ContentEntry]) -> None:
    stated: dict[tuple[Any, ...], dict[tuple[Any, ...], str]] = defaultdict(dict)
    for key, entry, row in list_figures(entries):
        stated[key].setdefault(get_statement(row.columns), entry.slug)
    assert {key: found for key, found in stated.items() if len(found) > 1} == {}


def test_the_35_pilots_of_construction_waste_have_one_evidence(entries: list[ContentEntry]) -> None:
    found = {
        (part.columns["value"], part.columns.get("evidence", "stated"), part.columns["source_type"])
        for entry in entries
        for parts in entry.row.parts.values()
        for part in parts
        if part.columns.get("key") == "pilot-cities-and-districts"
    }
    target = of_type(entries, "target")["construction-pilots-35"].row.columns
    assert found == {(target["value"], "stated", target["source_type"])} == {(35, "stated", "official")}


def test_a_target_that_is_the_size_of_a_programme_is_stated_like_it(entries: list[ContentEntry]) -> None:
    programmes = of_type(entries, "programme")
    for target in of_type(entries, "target").values():
        if target.row.columns.get("covers_programme"):
            programme = programmes[target.row.references["programme"]]
            sizes = {
                (part.columns["value"], part.columns["source_type"])
                for parts in programme.row.parts.values()
                for part in parts
            }
            assert (target.row.columns["value"], target.row.columns["source_type"]) in sizes, target.slug


RECYCLING = {"municipal waste recycling rate"}


def test_each_rate_of_recycling_in_shenzhen_in_2020_says_when_it_was(entries: list[ContentEntry]) -> None:
    """40.5% in December, 41% for the year without decimals, 31.5% in July."""
    rates = {
        str(row.columns["value"])
        for (place, label, _unit, year, period), _entry, row in list_figures(entries)
        if place == "shenzhen"
        and year == 2020
        and label in RECYCLING
        and (period or "note_en" in row.columns)
    }
    assert {"40.5", "41", "31.5"} <= rates


def test_a_lede_is_one_short_line(entries: list[ContentEntry]) -> None:
    ledes = [entry for entry in entries if entry.row.columns.get("lede_en")]
    assert len(ledes) >= 250
    for entry in ledes:
        english, chinese = (entry.row.columns[f"lede_{language}"] for language in ("en", "zh_hans"))
        assert len(english) <= 120, entry.slug
        assert len(chinese) <= 45, entry.slug
        assert "\n" not in english + chinese
        assert (english[-1], chinese[-1]) == (".", "。"), entry.slug
