"""Questions about figures: out of proportion, and of a year to come."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Min, Q
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

    @property
    def condition(self) -> Q:
        return Q(
            subject_type=self.subject_type,
            variable_type=self.variable_type,
            variable_slug=self.variable_slug,
            unit=self.unit,
        )


@dataclass(frozen=True)
class _Others:
    """The published values of the same variable about other records."""

    count: int
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


def _fetch_others(variables: set[_Variable], own: Iterable[Any]) -> dict[_Variable, _Others]:
    """Return the range of the values of each variable about other records than `own`. One query."""
    if not variables:
        return {}
    keys = ("subject_type", "variable_type", "variable_slug", "unit")
    rows = FigureEntry.objects.filter(reduce(or_, (variable.condition for variable in variables)))
    rows = rows.exclude(reduce(or_, (Q(subject_type=one.type_code, subject_slug=one.slug) for one in own)))
    ranges = (
        rows.order_by()
        .values(*keys)
        .annotate(count=Count("subject_slug", distinct=True), smallest=Min("value"), largest=Max("value"))
    )
    return {
        _Variable(*(row[key] for key in keys)): _Others(row["count"], row["smallest"], row["largest"])
        for row in ranges
    }


@register_questions
def ask_about_proportions(edit: RecordEdit) -> Iterator[Question]:
    """Ask about values that are out of proportion to the earlier one, or to those of other records."""
    changes = [
        change
        for change in edit.rows
        if getattr(change.row, "figure_fields", None)
        if change.has_changed("value", *_list_variable_fields(change.row))
        if change.row.value is not None and change.row.unit != Unit.CALENDAR_YEAR
    ]
    variables = {change: _get_variable(change.row) for change in changes}
    subjects = {_get_subject(change.row) for change in changes}
    others = _fetch_others({variable for variable in variables.values() if variable}, subjects)
    extremes = {
        change: extreme
        for change, variable in variables.items()
        if variable in others and (extreme := _find_extreme(change.row.value, variable, others[variable]))
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
    #: Which message names it.
    message: Any


_MORE = gettext_lazy("More than any of the %(count)s other %(records)s; the largest is %(name)s, %(value)s")
_LESS = gettext_lazy("Less than any of the %(count)s other %(records)s; the smallest is %(name)s, %(value)s")
_BELOW_ZERO = gettext_lazy(
    "None of the %(count)s other %(records)s is below zero; the smallest is %(name)s, %(value)s"
)


def _find_extreme(value: Decimal, variable: _Variable, others: _Others) -> _Extreme | None:
    """Return what makes a value odd beside those of others, if anything does."""
    if others.count < FEWEST_OTHERS:
        return None
    if value < 0 <= others.smallest:
        return _Extreme(variable, others.count, others.smallest, _BELOW_ZERO)
    if value > max(others.largest, Decimal(0)) * MOST_TIMES_LARGEST:
        return _Extreme(variable, others.count, others.largest, _MORE)
    if 0 < value < others.smallest / MOST_TIMES_BELOW_SMALLEST:
        return _Extreme(variable, others.count, others.smallest, _LESS)
    return None


def _fetch_names(extremes: set[_Extreme]) -> dict[_Extreme, str]:
    """Return whose values these are. One query, and one for each type of subjects."""
    if not extremes:
        return {}
    keys = ("subject_type", "variable_type", "variable_slug", "unit", "value")
    condition = reduce(or_, (one.variable.condition & Q(value=one.value) for one in extremes))
    rows = FigureEntry.objects.filter(condition).order_by().values(*keys).annotate(slug=Min("subject_slug"))
    slugs = {tuple(row[key] for key in keys): row["slug"] for row in rows}
    titles = {
        (code, subject.slug): str(subject.title)
        for code in {one.variable.subject_type for one in extremes}
        for subject in get_record_types()[code].objects.filter(slug__in=slugs.values())
    }
    return {
        one: titles.get((one.variable.subject_type, slugs.get((*astuple(one.variable), one.value), "")), "–")
        for one in extremes
    }


def _describe_extreme(extreme: _Extreme, names: dict[_Extreme, str]) -> str:
    subjects = get_record_types()[extreme.variable.subject_type]._meta.verbose_name_plural
    return str(extreme.message) % {
        "count": format_all_digits(extreme.count),
        "records": str(subjects),
        "name": names[extreme],
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


@register_questions
def ask_about_future_years(edit: RecordEdit) -> Iterator[Question]:
    """Ask about a year that hasn't been yet, of what isn't a target."""
    this_year = timezone.localdate().year
    for change in edit.rows:
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
    hint = _("Or correct the year above.")
    return Question("future", change, name, str(year), title, (target, keep) if target else (keep,), (hint,))
