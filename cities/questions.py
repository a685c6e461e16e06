"""Questions about cities: their points, and facts that stand in two places."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from django.utils.translation import gettext as _

from cities.models import City, CityFigure, IndicatorValue
from records.choices import MeasuredProperty, Operation, Status
from records.permissions import may_edit, may_perform
from records.publishing import Changes, get_open_changes
from records.publishing.proposals.transaction import ProposedChanges
from records.questions import Answer, Question, RecordEdit, RowChange, register_questions
from records.questions.base import format_all_digits
from records.questions.points import register_places
from records.texts.number_parser import write_plain_number

register_places(City, "region")

#: By these fields a key fact and an indicator value are the same fact, or say the same of it.
_FACT_FIELDS = ("value", "unit", "year", "evidence", "indicator", "measured_property", "city")


@register_questions
def ask_about_same_facts(edit: RecordEdit) -> Iterator[Question]:
    """Ask about a key fact that is an indicator value too, where one was changed and the other wasn't.

    They are the same fact if the key fact names the indicator and both have the same unit, year and evidence
    level; without an indicator, if they measure the same property and had the same value before.
    """
    for model, find in ((CityFigure, _find_values), (IndicatorValue, _find_facts)):
        changes = [
            change
            for change in edit.list_rows_of(model)
            if change.has_changed(*_FACT_FIELDS) and change.row.value is not None and change.row.year
        ]
        for change, others in find(changes) if changes else ():
            other = _choose_other(change, others)
            if other is not None:
                yield _build_question(change, other, edit.user)


def _find_values(changes: list[RowChange]) -> Iterator[tuple[RowChange, list[Any]]]:
    """Yield each key fact with the public indicator values that are the same fact. One query."""
    years = {change.row.year for change in changes}
    values = IndicatorValue.objects.published().filter(city=changes[0].row.city, year__in=years)
    found = list(values.exclude(value=None).select_related("indicator", "city"))
    for change in changes:
        yield change, [value for value in found if _is_same(change.row, value, change.before)]


def _find_facts(changes: list[RowChange]) -> Iterator[tuple[RowChange, list[Any]]]:
    """Yield each indicator value with the public key facts that are the same fact. One query."""
    for change in changes:  # the form of an indicator value has one
        value = change.row
        measures = Q(indicator=value.indicator) | Q(
            indicator=None, measured_property=value.indicator.measured_property
        )
        facts = CityFigure.objects.filter(measures, city=value.city, city__status=Status.PUBLISHED)
        found = facts.filter(year=value.year).select_related("city")
        yield change, [fact for fact in found if _is_same(fact, value, change.before)]


def _is_same(fact: CityFigure, value: IndicatorValue, before: Any) -> bool:
    if (fact.year, fact.evidence, fact.unit) != (value.year, value.evidence, value.indicator.unit):
        return False
    if fact.indicator_id:
        return fact.indicator_id == value.indicator_id
    is_property = fact.measured_property == value.indicator.measured_property
    return (
        is_property
        and fact.measured_property != MeasuredProperty.OTHER
        and before.get("value") in (fact.value, value.value)
    )


def _choose_other(change: RowChange, others: list[Any]) -> Any:
    """Return the place that says something else of the same fact; None if one says the same."""
    if any(other.value == change.row.value for other in others):
        return None
    for is_meant in (
        lambda other: other.value == change.before.get("value"),
        lambda other: other.period_en == change.row.period_en,
        lambda other: len(others) == 1,
    ):
        if meant := [other for other in others if is_meant(other)]:
            return meant[0]
    return None


def _build_question(change: RowChange, other: Any, user: AbstractUser) -> Question:
    here, there = format_all_digits(change.row.value), format_all_digits(other.value)
    record = getattr(other, "record", other)
    hints = [_describe_place(other)]
    answers = [
        Answer(
            "here",
            _("Keep %(value)s in both places") % {"value": there},
            _("Puts this number back into the field."),
            values={"value": write_plain_number(other.value)},
        ),
        Answer("differ", _("Let them differ"), _("Your answer stays with this version.")),
    ]
    if _may_change_there(user, record):
        note = _("It gets the sources of this number, too.")
        if getattr(other, "copy_check", ""):
            note += " " + _("What copies of yearbooks showed of it is then cleared.")
        label = _("Change it there too, to %(value)s") % {"value": here}
        answers.insert(0, Answer("there", label, note, action=_build_action(change, other)))
    else:
        hints.append(_("You may not change it there."))
    title = _("The same fact stands in another place, as %(value)s") % {"value": there}
    value = f"{write_plain_number(change.row.value)} ≠ {write_plain_number(other.value)}"
    return Question("same-fact", change, "value", value, title, tuple(answers), tuple(hints))


def _may_change_there(user: AbstractUser, record: Any) -> bool:
    """Return whether the open block may write the other place: a proposal may, where its user may propose."""
    if isinstance(get_open_changes(), ProposedChanges):
        return may_perform(user, Operation.PROPOSE, type(record))
    return may_edit(user, type(record), record.status)


def _describe_place(other: Any) -> str:
    if isinstance(other, IndicatorValue):
        text = _("Indicator value “%(name)s, %(year)s” of %(city)s.")
        name = other.indicator.title
    else:
        text = _("Key fact “%(name)s, %(year)s” of %(city)s.")
        name = other.label
    return text % {"name": str(name), "year": other.year, "city": str(other.city.title)}


def _build_action(change: RowChange, other: Any) -> Callable[[Changes], None]:
    return partial(_write_other, change.row, other)


def _write_other(row: Any, other: Any, changes: Changes) -> None:
    """Write a number, with its precision and sources, to the other place of the same fact."""
    record = getattr(other, "record", other)
    changes.lock(record)
    other.refresh_from_db()  # another writer may have changed it until then
    other.value, other.precision = row.value, row.precision
    if isinstance(other, IndicatorValue):
        other.copy_check = ""
    changes.save(other)
    sources = list(other.sources.all())
    changes.set_related(
        other, "sources", [*sources, *(source for source in row.sources.all() if source not in sources)]
    )
    changes.keep_answers(
        record,
        [
            {
                "code": "same-fact",
                "field": "value" if other is record else f"key_facts.{other.key}.value",
                "value": format_all_digits(row.value),
                "question": _("The same fact stands in another place"),
                "answer": _("Changed together with it: %(place)s") % {"place": _describe_place(row)},
            }
        ],
    )
