"""The drawing of all cities as files, on the pages of indicators of municipal waste."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.choices import WasteFate, WasteRole
from cities.models import Indicator
from cities.waste.column_layout import WIDE_LAYOUT, draw_columns
from cities.waste.columns import (
    WasteColumns,
    choose_columns,
    describe_first_year,
    describe_scope,
    describe_zeros,
)
from cities.waste.portrait_files import fetch_sources_of_years, format_cell, is_given, join_year_sources
from cities.waste.sentences import describe_check_of_years, describe_definition
from cities.waste.treatment import WasteYear, fetch_all_waste
from records.drawings.files import PageDrawing
from records.models import Source
from records.pages.drawing_files import RecordDrawingFile
from records.texts.citation_formats import CitedSource, join_sources
from records.texts.formats import join_list


class ColumnsFile(RecordDrawingFile):
    """The drawing of all cities; no file of other indicators, or with too few cities."""

    model = Indicator
    subject = "cities"

    def build_drawing(self) -> PageDrawing | None:
        indicator: Any = self.record
        columns = choose_columns(fetch_all_waste()) if indicator.waste_role else None
        return _draw_all_cities(columns) if columns else None


def _draw_all_cities(columns: WasteColumns) -> PageDrawing:
    heading = describe_zeros(columns)
    key = _(
        "One column a city, in the same order in both years. Up: burned (orange), on top of it other"
        " treatment (green), and in grey what isn’t stated or not treated to the standard."
        " Down: sanitary landfill."
    )
    context = {
        "drawing": draw_columns(columns, WIDE_LAYOUT),
        "form": "file",
        "heading": heading,
        "description": key,
    }
    used = [year for column in columns.columns for year in (column.first, column.last) if year]
    sources = fetch_sources_of_years(used)
    cited = join_sources(
        [CitedSource(source.publisher, source.title, copies=source.copies) for source in sources.values()]
    )
    return PageDrawing(
        title=heading,
        subtitle=describe_first_year(columns),
        description=f"{key} {describe_scope(columns)}",
        markup=f'<div class="waste-columns">{render_to_string("cities/waste/columns.svg", context)}</div>',
        notes=[key, describe_scope(columns), _("Source: %(sources)s") % {"sources": cited}],
        columns=[
            _("City"),
            _("Year"),
            str(WasteRole.COLLECTED.label),
            *(str(fate.label) for fate in WasteFate),
            pgettext("waste", "Share in sanitary landfill, %"),
            pgettext("waste", "Calculated: not in the source"),
            pgettext("waste", "What is counted"),
            pgettext("waste", "How it was checked"),
            _("Source"),
        ],
        rows=list(_list_rows(columns, sources)),
    )


def _list_rows(columns: WasteColumns, sources: Mapping[int, Source]) -> Iterator[list[Any]]:
    """List the tonnes of each city in both years; an empty cell is not known."""
    for column in columns.columns:
        for year in (column.first, column.last):
            if year is None:
                continue
            fates = [year.get_tonnes(fate) for fate in WasteFate]
            share = year.share(WasteFate.LANDFILLED)
            yield [
                column.waste.name,
                year.year,
                format_cell(year.collected),
                *("" if tonnes is None else format_cell(tonnes) for tonnes in fates),
                "" if share is None else format_cell(round(share * 100, 2)),
                join_list(str(fate.label) for fate in WasteFate if _is_worked_out(year, fate)),
                describe_definition(column.waste),
                describe_check_of_years([year]),
                join_year_sources(year, sources),
            ]


def _is_worked_out(year: WasteYear, fate: WasteFate) -> bool:
    return year.get_tonnes(fate) is not None and not is_given(year, fate)
