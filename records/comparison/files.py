"""A comparison as CSV, and as a workbook with its sources."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import Rights
from records.comparison.rows import ComparedItem, Comparison, ComparisonRow
from records.models import Record, Source
from records.pages.citations import Citations
from records.texts.csv_files import build_csv_response
from records.texts.formats import get_missing_reason
from records.texts.xlsx_files import build_xlsx_response

#: Between the slugs of several sources.
_SEPARATOR = "|"


def build_file_response(
    file_format: str, records: Sequence[Record], comparison: Comparison, citations: Citations, address: str
) -> Any:
    """Return the response with the comparison as "csv" or "xlsx". `address` is where it is shown."""
    name = f"china-hub-compare-{'-'.join(record.slug for record in records)}"[:120]
    rows = list(iterate_comparison_rows(records, comparison, citations))
    if file_format == "csv":
        return build_csv_response(name, ([_format_number(cell) for cell in row] for row in rows))
    about = [
        [_("Address"), address],
        [_("Date"), timezone.localdate().isoformat()],
        [_("Licence"), "CC BY 4.0; " + _("not all values, see the column “rights”")],
    ]
    sheets = {_("Data"): rows, _("Sources"): list(_iterate_sources(comparison, citations)), _("About"): about}
    return build_xlsx_response(name, sheets)


def _format_number(cell: Any) -> Any:
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def iterate_comparison_rows(
    records: Sequence[Record], comparison: Comparison, citations: Citations
) -> Iterator[list[Any]]:
    """Yield a header and a line for each entry; a record of which nothing is known has a line, too."""
    yield [
        _("Part"), _("Item"), "slug", _("Name"), _("Text"), _("Value"), _("Unit"), _("Year"), _("Period"),
        _("Evidence level"), _("Note"), _("Remark"), _("Sources"), _("Rights"),
    ]  # fmt: skip
    for row in comparison.rows:
        for record, cell in zip(records, row.cells, strict=True):
            for item in cell or [ComparedItem(text=_("Not known"))]:
                start = [str(row.group), str(row.label), record.slug, str(record.title)]
                sources = _list_sources(item, citations)
                slugs = _SEPARATOR.join(source.slug for source in sources)
                end = [str(item.note), _describe_row(row), slugs, _describe_rights(sources)]
                yield [*start, *_list_values(item), *end]


def _list_values(item: ComparedItem) -> list[Any]:
    figure = item.figure
    if figure is None:
        return [str(item.text), "", "", "", "", ""]
    if figure.value is None:
        return [get_missing_reason(figure), "", "", figure.year or "", str(figure.period), ""]
    precision = figure.get_precision_display() if figure.precision else ""
    evidence = figure.get_evidence_display()
    value = Decimal(figure.value).normalize()
    return [precision, value, figure.unit, figure.year or "", str(figure.period), evidence]


def _describe_row(row: ComparisonRow) -> str:
    return row.remark or (_("differs") if row.differs else "")


def _describe_rights(sources: list[Source]) -> str:
    """Return the rights in what these sources state; nothing without sources."""
    is_licensed = all(source.rights != Rights.NOT_STATED for source in sources)
    return str((Rights.CC_BY if is_licensed else Rights.NOT_STATED).label) if sources else ""


def _list_sources(item: ComparedItem, citations: Citations) -> list[Source]:
    claim = item.figure or item.claim
    return citations.sources_of(claim, item.field) if claim is not None else []


def _iterate_sources(comparison: Comparison, citations: Citations) -> Iterator[list[Any]]:
    """Yield a header and each cited source once."""
    yield ["slug", _("Title"), _("Publisher"), _("Published"), _("Link")]
    items = (item for row in comparison.rows for cell in row.cells for item in cell)
    found = {source.slug: source for item in items for source in _list_sources(item, citations)}
    for slug, source in sorted(found.items()):
        link = source.url if source.link_ok else ""
        yield [slug, source.title, source.publisher, source.published, link]
