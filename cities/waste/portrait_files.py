"""The waste portrait of a city as files, with what it counts, its state of checking and its sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.choices import WasteFate, WasteRole
from cities.models import City
from cities.waste.amounts import format_tonnes
from cities.waste.portrait import Portrait, build_portrait
from cities.waste.sentences import (
    describe_check,
    describe_definition,
    write_alternative_text,
    write_headline,
    write_second_sentence,
)
from cities.waste.treatment import CityWaste, WasteYear, fetch_all_waste
from records.drawings.files import PageDrawing
from records.models import Source
from records.pages.drawing_files import RecordDrawingFile, SharePicture
from records.texts.citation_formats import CitedSource, join_sources
from records.texts.formats import is_chinese


class PortraitFile(RecordDrawingFile):
    """The portrait of a city; no file of a city of whose waste nothing is known."""

    model = City
    subject = "waste"

    def build_drawing(self) -> PageDrawing | None:
        everyone = fetch_all_waste()
        waste = everyone.get(self.record.pk)
        return draw_city_waste(waste, everyone) if waste else None


def build_share_picture(waste: CityWaste | None) -> SharePicture | None:
    """Return the picture of the page of a city for link previews: its portrait, if there is one."""
    if waste is None or waste.new is None:
        return None
    address = reverse("city-waste", kwargs={"slug": waste.city.slug, "form": "share"})
    return SharePicture(address, write_alternative_text(waste))


def draw_city_waste(
    waste: CityWaste, everyone: dict[int, CityWaste], form: str = "wide"
) -> PageDrawing | None:
    """Return the drawing of a city with all that a file says of it; None if nothing is known."""
    portrait = build_portrait(waste, everyone, form)
    if portrait is None:
        return None
    sources = fetch_sources_of_years(waste.all_years)
    return PageDrawing(
        title=portrait.title or write_headline(waste),
        subtitle=write_second_sentence(waste),
        description=portrait.description,
        markup=render_to_string("cities/waste/portrait.svg", {"portrait": portrait}),
        notes=[describe_portrait(portrait), *describe_waste_origin(waste, sources)],
        columns=list_part_columns(),
        rows=[row for year in waste.all_years for row in list_part_rows(year, sources)],
        cited=list(sources.values()),
    )


def list_part_columns() -> list[str]:
    """Return the heads of the columns of `list_part_rows()`."""
    return [
        _("Year"),
        pgettext("waste", "Part"),
        _("Tonnes"),
        pgettext("waste", "Share of what was collected, %"),
        _("How it is known"),
        _("Source"),
    ]


def describe_portrait(portrait: Portrait) -> str:
    """Return how a portrait is read: its thread, its directions, the lines beside it."""
    sentences = [
        _("One thread is %(tonnes)s: up burned, down sanitary landfill.")
        % {"tonnes": format_tonnes(portrait.unit)}
    ]
    if any(shape.css == WasteFate.OTHER for shape in portrait.shapes):
        sentences.append(_("Other treatment: the table doesn’t say how."))
    if portrait.others:
        sentences.append(_("Right: %(count)s other cities, faint.") % {"count": portrait.others})
    return ("" if is_chinese() else " ").join(sentences)


def describe_waste_origin(waste: CityWaste, sources: Mapping[int, Source]) -> list[str]:
    """Return what is counted with the state of checking, and the sources of both drawn years."""
    space = "" if is_chinese() else " "
    drawn = {pk for year in (waste.first, waste.new) if year for pk in _list_source_keys(year)}
    cited = [
        CitedSource(source.publisher, source.title, copies=source.copies)
        for pk, source in sources.items()
        if pk in drawn
    ]
    return [
        f"{describe_definition(waste)}{space}{describe_check(waste)}",
        _("Source: %(sources)s") % {"sources": join_sources(cited)},
    ]


def _list_source_keys(year: WasteYear) -> list[int]:
    values: tuple[Any, ...] = year.values
    return sorted({pk for value in values for pk in value.source_ids})


def fetch_sources_of_years(years: Iterable[WasteYear]) -> dict[int, Source]:
    """Return the sources of years by primary key, in their order. One query."""
    keys = dict.fromkeys(pk for year in years for pk in _list_source_keys(year))
    found = Source.objects.in_bulk(list(keys))
    return {pk: found[pk] for pk in keys if pk in found}


def join_year_sources(year: WasteYear, sources: Mapping[int, Source]) -> str:
    """Return the sources of a year, of these by primary key."""
    found = [sources[pk] for pk in _list_source_keys(year) if pk in sources]
    return join_sources([CitedSource(source.publisher, source.title) for source in found])


def is_given(year: WasteYear, fate: WasteFate) -> bool:
    """Whether the tonnes are those of a cell of the source."""
    return fate in (WasteFate.BURNED, WasteFate.LANDFILLED) and fate not in year.worked_out


def list_part_rows(year: WasteYear, sources: Mapping[int, Source]) -> list[list[Any]]:
    """Return the rows of a year: what was collected, and each part of it that is known."""
    cited = join_year_sources(year, sources)
    given = pgettext("waste", "as the source states it")
    worked_out = pgettext("waste", "calculated")
    total = WasteRole.COLLECTED if year.has_shares else WasteRole.TREATED
    rows: list[list[Any]] = [[year.year, total.label, format_cell(year.collected), "", given, cited]]
    for fate in WasteFate:
        tonnes = year.get_tonnes(fate)
        if tonnes is None or (not tonnes and fate not in (WasteFate.BURNED, WasteFate.LANDFILLED)):
            continue
        share = year.share(fate)
        rows.append(
            [
                year.year,
                fate.label,
                format_cell(tonnes),
                "" if share is None else format_cell(round(share * 100, 2)),
                given if is_given(year, fate) else worked_out,
                cited,
            ]
        )
    return rows


def format_cell(number: float) -> str:
    """Return a number without the digits that only binary fractions have."""
    return f"{round(number, 4):.4f}".rstrip("0").rstrip(".")
