"""Questions about figures: out of proportion, and of a year to come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.choices import Evidence, Unit
from records.models import FigureEntry, get_record_types
from records.projections.figure_models import PROPERTY_TYPE
from records.questions.base import (
    Answer,
    Question,
    RecordEdit,
    RowChange,
    format_all_digits,
    register_questions,
)
from records.texts.number_parser import write_plain_number
from records.validators import year_validators

# -- thresholds, which docs/content.md explains -----------------------------------------------------

#: A value is out of proportion to the one before from this factor on.
MOST_TIMES_BEFORE = 5
#: It is out of proportion to those of others above so many times the largest.
MOST_TIMES_LARGEST = 2
#: It is, too, if the smallest is more than so many times as large.
MOST_TIMES_BELOW_SMALLEST = 5
#: With fewer others, nothing is known of what is usual.
FEWEST_OTHERS = 5
#: Slips of the pen: a digit more, thousands, 万, millions.
SLIPS = (10, 100, 1_000, 10_000, 100_000, 1_000_000, 100_000_000)
#: How far from a slip a factor may be to be called one: the number itself may have changed, too.
SLIP_MARGIN = Decimal("1.5")

_TIMES_BEFORE = {
    10: gettext_lazy("Ten times the value before (%(before)s)"),
    100: gettext_lazy("A hundred times the value before (%(before)s)"),
    1_000: gettext_lazy("A thousand times the value before (%(before)s)"),
    10_000: gettext_lazy("Ten thousand times the value before (%(before)s)"),
}
_PARTS_OF_BEFORE = {
    10: gettext_lazy("A tenth of the value before (%(before)s)"),
    100: gettext_lazy("A hundredth of the value before (%(before)s)"),
    1_000: gettext_lazy("A thousandth of the value before (%(before)s)"),
    10_000: gettext_lazy("A ten-thousandth of the value before (%(before)s)"),
}


@dataclass(frozen=True)
class _Variable:
    """What a value measures: only values of the same are compared."""

    subject_type: str
    variable_type: str
    variable_slug: str
    unit: str


@dataclass(frozen=True)
class _Range:
    """The published values of a variable about one record."""

    subject: str
    smallest: Decimal
    largest: Decimal


def _get_subject(row: Any) -> Any:
    fields = row.figure_fields
    return getattr(row, fields.subject) if fields.subject else getattr(row, "record", row)


def _get_variable(row: Any) -> _Variable | None:
    """Return what a row measures; None if that isn't known."""
    subject = _get_subject(row)
    measured = getattr(row, row.figure_fields.variable) if row.figure_fields.variable else None
    if measured is not None:
        return _Variable(subject.type_code, measured.type_code, measured.slug, row.unit)
    code = getattr(row, "measured_property", "other")
    return None if code == "other" else _Variable(subject.type_code, PROPERTY_TYPE, code, row.unit)


def _list_variable_fields(row: Any) -> tuple[str, ...]:
    """Return the fields by which a row measures something else when they are changed."""
    return ("unit", "measured_property", row.figure_fields.variable)


def _fetch_ranges(variables: set[_Variable]) -> dict[_Variable, list[_Range]]:
    """Return the values of each variable by the record that they are about. One query."""
    ranges: dict[_Variable, list[_Range]] = defaultdict(list)
    rows = FigureEntry.objects.filter(variable_slug__in={one.variable_slug for one in variables})
    keys = ("subject_type", "variable_type", "variable_slug", "unit", "subject_slug")
    grouped = rows.order_by().values_list(*keys).annotate(smallest=Min("value"), largest=Max("value"))
    for *variable, subject, smallest, largest in grouped if variables else ():
        if (key := _Variable(*variable)) in variables:
            ranges[key].append(_Range(subject, smallest, largest))
    return ranges


def _ask_about_proportions(edited: Iterable[RowChange]) -> Iterator[Question]:
    """Ask about values that are out of proportion to the earlier one, or to those of other records."""
    changes = [
        change
        for change in edited
        if getattr(change.row, "figure_fields", None)
        if change.has_changed("value", *_list_variable_fields(change.row))
        if change.row.value is not None and change.row.unit != Unit.CALENDAR_YEAR
    ]
    variables = {change: _get_variable(change.row) for change in changes}
    ranges = _fetch_ranges({variable for variable in variables.values() if variable})
    extremes = {
        change: extreme
        for change, variable in variables.items()
        if variable in ranges and (extreme := _find_extreme(change.row, variable, ranges[variable]))
    }
    names = _fetch_names(set(extremes.values()))
    for change in changes:
        doubts, suggested = _compare_with_before(change)
        if change in extremes:
            doubts.append(_describe_extreme(extremes[change], names))
        if change.row.unit == Unit.PERCENT and change.row.value > 100:
            doubts.append(_("More than the whole: over 100%"))
        if doubts:
            yield _build_question(change, doubts, suggested)


def _compare_with_before(change: RowChange) -> tuple[list[str], list[Decimal]]:
    """Return what is odd beside the earlier value, and the value that may have been meant."""
    value, before = change.row.value, change.before.get("value")
    if not before or not value or change.has_changed(*_list_variable_fields(change.row)):
        return [], []
    shown = {"before": format_all_digits(before)}
    if value < 0 < before:
        return [_("Below zero, where the value before was %(before)s") % shown], [-value]
    factor = value / before
    if factor < 0 or 1 / Decimal(MOST_TIMES_BEFORE) < factor < MOST_TIMES_BEFORE:
        return [], []
    is_more = factor > 1
    factor = factor if is_more else 1 / factor
    slip = next((slip for slip in SLIPS if slip / SLIP_MARGIN <= factor <= slip * SLIP_MARGIN), None)
    suggested = [value / slip if is_more else value * slip] if slip else []
    if is_close := slip and abs(factor / slip - 1) < Decimal("0.05"):
        words = (_TIMES_BEFORE if is_more else _PARTS_OF_BEFORE).get(slip)
        if words:
            return [words % shown], suggested
    shown["times"] = format_all_digits(slip if slip and is_close else factor.quantize(Decimal("0.1")))
    text = (
        _("%(times)s times the value before (%(before)s)")
        if is_more
        else _("The value before was %(times)s times as much (%(before)s)")
    )
    return [text % shown], suggested


@dataclass(frozen=True)
class _Extreme:
    """The largest or the smallest value of others, beside which a value is out of proportion."""

    variable: _Variable
    #: How many others have a value.
    count: int
    value: Decimal
    #: The slug of the record whose value it is.
    subject: str
    #: Which message names it.
    message: Any


_MORE = gettext_lazy("More than any of the %(count)s other %(records)s; the largest is %(name)s, %(value)s")
_LESS = gettext_lazy("Less than any of the %(count)s other %(records)s; the smallest is %(name)s, %(value)s")
_BELOW_ZERO = gettext_lazy(
    "None of the %(count)s other %(records)s is below zero; the smallest is %(name)s, %(value)s"
)


def _find_extreme(row: Any, variable: _Variable, ranges: list[_Range]) -> _Extreme | None:
    """Return what makes a value odd beside those of other records, if anything does."""
    value, own = row.value, _get_subject(row).slug
    others = [each for each in ranges if each.subject != own]
    if len(others) < FEWEST_OTHERS:
        return None
    smallest = min(others, key=lambda each: (each.smallest, each.subject))
    largest = min(others, key=lambda each: (-each.largest, each.subject))
    if value < 0 <= smallest.smallest:
        return _Extreme(variable, len(others), smallest.smallest, smallest.subject, _BELOW_ZERO)
    if value > max(largest.largest, Decimal(0)) * MOST_TIMES_LARGEST:
        return _Extreme(variable, len(others), largest.largest, largest.subject, _MORE)
    if 0 < value < smallest.smallest / MOST_TIMES_BELOW_SMALLEST:
        return _Extreme(variable, len(others), smallest.smallest, smallest.subject, _LESS)
    return None


def _fetch_names(extremes: set[_Extreme]) -> dict[tuple[str, str], str]:
    """Return whose values these are, by type and slug. One query for each type of subjects."""
    slugs = {one.subject for one in extremes}
    return {
        (code, subject.slug): str(subject.title)
        for code in {one.variable.subject_type for one in extremes}
        for subject in get_record_types()[code].objects.filter(slug__in=slugs)
    }


def _describe_extreme(extreme: _Extreme, names: dict[tuple[str, str], str]) -> str:
    subjects = get_record_types()[extreme.variable.subject_type]._meta.verbose_name_plural
    return str(extreme.message) % {
        "count": format_all_digits(extreme.count),
        "records": str(subjects),
        "name": names.get((extreme.variable.subject_type, extreme.subject), "–"),
        "value": format_all_digits(extreme.value),
    }


def _build_question(change: RowChange, doubts: list[str], suggested: list[Decimal]) -> Question:
    row: Any = change.row
    shown = format_all_digits(row.value)
    ways = [
        Answer(
            "change",
            _("Change to %(value)s") % {"value": format_all_digits(value)},
            values={"value": write_plain_number(value)},
        )
        for value in suggested
    ]
    keep = _("Keep %(value)s: the source says so") % {"value": shown}
    ways.append(Answer("keep", keep, _("Your answer stays with this version.")))
    value = f"{write_plain_number(row.value)} {row.unit}"  # the same in each language
    return Question("proportion", change, "value", value, doubts[0], tuple(ways), tuple(doubts[1:]))


# -- a year to come ---------------------------------------------------------------------------------

#: What has a year that may lie ahead by its nature.
_AHEAD = frozenset({Evidence.TARGET, Evidence.REQUIRED, Evidence.PLANNED, Evidence.EXPECTED})


def _ask_about_future_years(edited: Iterable[RowChange]) -> Iterator[Question]:
    """Ask about a year that hasn't been yet, of what isn't a target."""
    this_year = timezone.localdate().year
    for change in edited:
        evidence = getattr(change.row, "evidence", None)
        if evidence in _AHEAD:
            continue
        for name in _list_year_fields(type(change.row)):
            year = getattr(change.row, name)
            if year is not None and year > this_year and change.has_changed(name, "evidence"):
                yield _build_year_question(change, name, year, may_be_target=evidence is not None)


def _list_year_fields(model: type[Any]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if all(validator in field.validators for validator in year_validators)
    ]


def _build_year_question(change: RowChange, name: str, year: int, *, may_be_target: bool) -> Question:
    target = (
        Answer(
            "target",
            _("It is a target: set “%(field)s” to “%(target)s”")
            % {
                "field": capfirst(str(change.row._meta.get_field("evidence").verbose_name)),
                "target": Evidence.TARGET.label,
            },
            values={"evidence": Evidence.TARGET.value},
        )
        if may_be_target
        else None
    )
    keep = Answer("keep", _("Keep %(year)s, as stated") % {"year": year})
    title = _("%(year)s has not been yet") % {"year": year}
    hints = () if change.prefix is None else (_("Or correct the year above."),)
    return Question("future", change, name, str(year), title, (target, keep) if target else (keep,), hints)


# -- both -------------------------------------------------------------------------------------------


def ask_about_figures(rows: Sequence[RowChange]) -> Iterator[Question]:
    """Ask about changed rows of one or of many records. As many queries for many rows as for two."""
    yield from _ask_about_proportions(rows)
    yield from _ask_about_future_years(rows)


@register_questions
def ask_about_edited_figures(edit: RecordEdit) -> Iterator[Question]:
    return ask_about_figures(edit.rows)
