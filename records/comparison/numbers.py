"""The rows of numbers with which a comparison opens, each with its strip, and the sentence above them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from records.comparison.letters import choose_letters
from records.comparison.rows import ComparedItem, ComparedType, Comparison, ComparisonRow
from records.comparison.strips import LINEAR_UNITS, build_strip
from records.texts.formats import format_amount_text, format_quantity, is_chinese, join_names

#: Rows that a page shows first, and rows of which the values of others are read.
_MOST_ROWS, _MOST_CANDIDATES = 8, 24
#: What facts have in common that are compared, beside their name.
_SCOPE = ("unit", "year", "period_en", "amount_type", "evidence")


def arrange_numbers(comparison: Comparison, kind: ComparedType, records: Sequence[Any]) -> None:
    """Take the rows of numbers that are known of several records out of the groups, which are folded.

    Main rows come first, then those that are known of the most records, compared or not; rows that can't be
    compared come last. Without such rows, the first group is open.
    """
    candidates = [
        row
        for group in comparison.groups
        for row in group.rows
        if row.numeric and row.known > 1 and not row.is_detail
    ]
    candidates.sort(key=lambda row: (bool(row.remark), row.others is None, -row.known))
    candidates = candidates[:_MOST_CANDIDATES]
    unread = [row for row in candidates if row.others is None]
    for row, others in zip(unread, kind.fetch_others(unread, records) if unread else (), strict=True):
        row.others = others
    main = [row for row in candidates if row not in unread]
    unread.sort(key=lambda row: (bool(row.remark), -row.known, -len(row.others or ())))
    comparison.numbers = [*main, *unread][:_MOST_ROWS]
    letters = choose_letters([record.title.plain for record in records])
    for row in comparison.numbers:
        _add_strip(row, letters, kind)
    _remove_rows(comparison)


def _add_strip(row: ComparisonRow, letters: Sequence[str], kind: ComparedType) -> None:
    units = {figure.unit for figure in row.figures if figure}
    if row.remark or len(units) > 1:
        return
    values = [figure.value if figure else None for figure in row.figures]
    unit = units.pop()
    row.strip = build_strip(
        values,
        row.others or (),
        letters=letters,
        is_linear=unit in LINEAR_UNITS,
        format_value=row.format_value or (lambda value: _format_end(value, unit)),
        count=kind.number,
    )


def _format_end(value: float, unit: str) -> str:
    """Format an end of a strip: amounts to three figures, others as they are."""
    return format_quantity(value if unit in LINEAR_UNITS else Decimal(f"{value:.3g}"), unit)


def _remove_rows(comparison: Comparison) -> None:
    taken = {id(row) for row in comparison.numbers}
    for group in comparison.groups:
        group.rows = [row for row in group.rows if id(row) not in taken]
    comparison.groups = [group for group in comparison.groups if group.rows or group.lone]
    if comparison.groups:
        comparison.groups[0].is_open = not comparison.numbers


# -- the sentence -----------------------------------------------------------------------------------


def describe_main_row(rows: Sequence[ComparisonRow], records: Sequence[Any]) -> str:
    """Return the values of the first row that can be compared, the largest first and noughts last."""
    row = next((row for row in rows if row.is_comparable and row.year), None)
    if row is None:
        return ""
    names = [record.distinct_title.plain for record in records]
    known = [
        (cell[0], name)
        for cell, name in zip(row.cells, names, strict=True)
        if cell and cell[0].figure.value is not None
    ]
    known.sort(key=lambda entry: -entry[0].figure.value)
    amounts = [
        pgettext("comparison", "%(name)s %(value)s") % {"name": name, "value": _format_item(item)}
        for item, name in known
        if item.figure.value
    ]
    noughts: dict[str, list[str]] = {}
    for item, name in known:
        if not item.figure.value:
            noughts.setdefault(str(item.nought), []).append(name)
    missing = [name for name in names if name not in {name for _item, name in known}]
    parts = [("，" if is_chinese() else ", ").join(amounts)]
    for nought, own in noughts.items():
        parts.append(
            pgettext("comparison", "%(names)s %(nought)s") % {"names": join_names(own), "nought": nought}
        )
    if missing:
        parts.append(_("not known for %(names)s") % {"names": join_names(missing)})
    values = ("；" if is_chinese() else "; ").join(filter(None, parts))
    return _("%(measure)s in %(year)s: %(values)s.") % {
        "measure": row.title or row.label,
        "year": row.year,
        "values": values,
    }


def _format_item(item: ComparedItem) -> str:
    return str(item.text) or format_amount_text(item.figure)


# -- the values of other records --------------------------------------------------------------------


def fetch_fact_values(
    facts: "QuerySet[Any]", rows: Sequence[ComparisonRow], owner: str, records: Sequence[Any]
) -> list[list[Decimal]]:
    """Return, for each row, the values of the facts of other records with its name, unit, year and so on.

    A record with several such facts is left out. `owner` is the path from a fact to its record. One query.
    """
    keys = [_get_key(row) for row in rows]
    condition = Q()
    for key in filter(None, keys):
        label, *scope = key
        condition |= Q(label_en__iexact=label, **dict(zip(_SCOPE, scope, strict=True)))
    found: dict[tuple[Any, ...], dict[int, list[Any]]] = {key: {} for key in keys if key}
    if found:
        others = facts.filter(condition, value__isnull=False).exclude(**{f"{owner}__in": records})
        for label, *scope, pk, value in others.values_list("label_en", *_SCOPE, f"{owner}_id", "value"):
            of_key = found.get((label.casefold(), *scope))
            if of_key is not None:
                of_key.setdefault(pk, []).append(value)
    return [
        [value for values in found[key].values() for value in values if len(values) == 1] if key else []
        for key in keys
    ]


def _get_key(row: ComparisonRow) -> tuple[Any, ...] | None:
    """Return what the facts of a row have in common; None if they can't be compared."""
    figure = row.first_figure
    if row.remark or not getattr(figure, "label_en", "") or not figure.year:
        return None
    return (figure.label_en.casefold(), *(getattr(figure, name) for name in _SCOPE))
