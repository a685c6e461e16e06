"""Check constraints shared by models. Forms report them beside a field.

A check that evaluates to NULL passes, so conditions on nullable columns handle NULL with `isnull`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.validators import FIRST_YEAR, LAST_YEAR, YEAR_MESSAGE

_NAME = "%(app_label)s_%(class)s_"


def build_choices_constraint(
    field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """`field` is one of the choices, or empty if `blank`."""
    allowed = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}),
        name=f"{_NAME}{field}_code",
        violation_error_message=_("Choose one of the values that are offered."),
    )


def build_year_constraint(field: str) -> models.CheckConstraint:
    """The year is NULL or between 1900 and 2100."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (FIRST_YEAR, LAST_YEAR)}),
        name=f"{_NAME}{field}_range",
        violation_error_message=YEAR_MESSAGE,
    )


def build_date_constraint(field: str) -> models.CheckConstraint:
    """A stated date is empty or its year is between 1900 and 2100. The field validates the format."""
    within = Q(**{f"{field}__gte": str(FIRST_YEAR), f"{field}__lt": str(LAST_YEAR + 1)})
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | within,
        name=f"{_NAME}{field}_date",
        violation_error_message=YEAR_MESSAGE,
    )


def build_url_constraint(field: str) -> models.CheckConstraint:
    """The URL is empty or begins with http:// or https://."""
    return models.CheckConstraint(
        condition=Q(**{field: ""})
        | Q(**{f"{field}__istartswith": "http://"})
        | Q(**{f"{field}__istartswith": "https://"}),
        name=f"{_NAME}{field}_address",
        violation_error_message=_("Write an address that begins with https:// or http://."),
    )


def build_date_order_constraint(first: str, last: str) -> models.CheckConstraint:
    """The stated date `last` is not before `first`; "2020-05" to "2020" is valid."""
    return models.CheckConstraint(
        condition=Q(**{last: ""})
        | Q(**{first: ""})
        | Q(**{f"{last}__gte": F(first)})
        | Q(**{f"{first}__startswith": F(last)}),
        name=f"{_NAME}{first}_{last}",
        violation_error_message=_("The end can't lie before the beginning."),
    )


def build_coordinates_constraint() -> models.CheckConstraint:
    """Latitude and longitude are both in range or both NULL."""
    return models.CheckConstraint(
        condition=Q(lat__isnull=True, lon__isnull=True)
        | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
        name=f"{_NAME}coordinates",
        violation_error_message=_("Give both latitude and longitude, within their ranges, or neither."),
    )


def build_percentage_constraint(field: str) -> models.CheckConstraint:
    """The percentage is NULL or between 0 and 100."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (Decimal(0), Decimal(100))}),
        name=f"{_NAME}{field}_share",
        violation_error_message=SHARE_MESSAGE,
    )


SHARE_MESSAGE = _("A weight lies between 0 and 100 percent.")
NEGATIVE_MESSAGE = _("An amount can't be negative.")


def build_non_negative_constraint(field: str, *, unless: Q | None = None) -> models.CheckConstraint:
    """The amount is NULL or at least 0; rows that match `unless` are exempt."""
    condition = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0})
    return models.CheckConstraint(
        condition=condition | unless if unless is not None else condition,
        name=f"{_NAME}{field}_not_negative",
        violation_error_message=NEGATIVE_MESSAGE,
    )


def _get_children(condition: Q) -> list[Any]:
    """Return nested conditions and (lookup, value) pairs."""
    return list(condition.children)


def _get_column_name(column: Any) -> str:
    return column.name


def get_condition_columns(condition: Q) -> list[str]:
    """Return the distinct columns of a condition, in order of appearance."""
    columns: dict[str, None] = {}
    for child in _get_children(condition):
        if isinstance(child, Q):
            columns |= dict.fromkeys(get_condition_columns(child))
        else:
            name, value = child
            columns[name.partition("__")[0]] = None
            if isinstance(value, F):
                columns[_get_column_name(value)] = None
    return list(columns)


def get_error_field(constraint: models.BaseConstraint) -> str:
    """Return the field for the error: the first of a check, the last of a unique constraint."""
    if isinstance(constraint, models.UniqueConstraint):
        return constraint.fields[-1]
    assert isinstance(constraint, models.CheckConstraint)
    assert isinstance(constraint.condition, Q)
    return get_condition_columns(constraint.condition)[0]


def is_condition_met(condition: Q, values: Mapping[str, Any]) -> bool:
    """Whether `values` satisfy a condition. Evaluated in Python: the content has thousands of rows."""
    results = []
    for child in _get_children(condition):
        if isinstance(child, Q):
            results.append(is_condition_met(child, values))
        else:
            name, wanted = child
            column, _separator, lookup = name.partition("__")
            wanted = values[_get_column_name(wanted)] if isinstance(wanted, F) else wanted
            results.append(_LOOKUPS[lookup or "exact"](values[column], wanted))
    if condition.connector == Q.XOR:
        kept = sum(results) % 2 == 1
    else:
        kept = any(results) if condition.connector == Q.OR else all(results)
    return kept != condition.negated


_LOOKUPS = {
    "exact": lambda value, wanted: value is not None and value == wanted,
    "in": lambda value, wanted: value in wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
    "range": lambda value, wanted: value is not None and wanted[0] <= value <= wanted[1],
    "gt": lambda value, wanted: value is not None and value > wanted,
    "gte": lambda value, wanted: value is not None and value >= wanted,
    "lt": lambda value, wanted: value is not None and value < wanted,
    "startswith": lambda value, wanted: value.startswith(wanted),
    "istartswith": lambda value, wanted: value.lower().startswith(wanted.lower()),
}
