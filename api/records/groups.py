"""`group_by`: the rows of a list counted, and their values summed, by codes, region, city or year.

What may never be mixed is part of every group: unit, type of amount, evidence level, indicator. Groups are in
the order of their keys, so that a page of them is a range. Medians come from window functions: nothing but a
page of groups is in memory, however many rows there are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    Sum,
    TextChoices,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, NullIf, RowNumber
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from api.lists.fields import CodeField, LocalizedTextField, NumberField, ReferenceField
from api.pagination import Page
from api.records.ordering import ApiOrdering, RowComparison
from api.serializers import OutputSerializer
from cities.models import City, Indicator, Region
from records.choices import MeasuredProperty, Precision
from records.figures.units import get_unit
from records.models import get_record_types
from records.ordering import BytewiseCollation

PARAMETER = "group_by"
#: Rows are grouped by at most so many fields.
MOST_FIELDS = 2
_NO_BOUNDS = ~Q(precision__in=[Precision.AT_LEAST, Precision.UP_TO])
#: The values that can be added: of whole years, and no bounds.
WHOLE_YEAR_VALUES = Q(period_en="", period_zh_hans="") & _NO_BOUNDS
#: What there is at a time: its number on a day, such as that of a census, is one of the year.
_STOCKS = (MeasuredProperty.POPULATION, MeasuredProperty.AREA)
#: The same values, and those of the stocks on a day.
COUNTED_VALUES = WHOLE_YEAR_VALUES | _NO_BOUNDS & Q(indicator__measured_property__in=_STOCKS)
COUNTED_FIGURES = WHOLE_YEAR_VALUES | _NO_BOUNDS & Q(
    variable_type=Indicator.type_code,
    variable_slug__in=Indicator.objects.filter(measured_property__in=_STOCKS).values("slug"),
)
#: What stands for an unknown code, slug or year: it comes after all others.
MISSING, MISSING_YEAR = "~", 9999
#: Why a group has no code, record or year.
NOT_RECORDED = "not_recorded"


class NoSumReason(TextChoices):
    """Why the values of a group have no sum."""

    NO_VALUE = "no_value", pgettext_lazy("no sum", "No value can be counted")
    NOT_ADDITIVE = "not_additive", pgettext_lazy("no sum", "Shares, averages and dates aren’t added")
    PLACE_REPEATED = "place_repeated", pgettext_lazy("no sum", "A place has several values: group by year")
    NO_VARIABLE = "no_variable", pgettext_lazy("no sum", "The figures may count different things")


@dataclass(frozen=True)
class GroupKey:
    """A field by which rows are grouped. `expression` is never null; `missing` stands for an unknown one.

    `build_field` returns the field of the serializer, given options of DRF, and `read` what the field shows.
    """

    name: str
    expression: Any
    build_field: Callable[..., Any]
    missing: Any = MISSING
    read: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True)
class GroupMeasure:
    """The value of each row of a list.

    - `apart`: names of keys whose values are never mixed.
    - `counted`: the rows whose value counts, as in statistics.
    - `place`: the expression of the city.
    - `once_per`: the lookup path of what has one value in a sum; empty if several may be added.
    - `variable`: the name of the key that is a record, such as an indicator, or a code whose values may be of
      different things.
    - `contained`: the lookup path of the city, and those of what two values have in common: the value of a
      place is left out where the place that contains it has one, too.
    """

    apart: tuple[str, ...]
    counted: Q
    place: Any
    once_per: str = ""
    variable: str = ""
    contained: tuple[str, ...] = ()


# -- keys -------------------------------------------------------------------------------------------


def _fill(expression: Any) -> Any:
    """Return a text that is never null or empty."""
    text = NullIf(expression, Value(""), output_field=CharField())
    return BytewiseCollation(Coalesce(text, Value(MISSING), output_field=CharField()))


def build_code_key(name: str, path: str, choices: Any, help_text: str) -> GroupKey:
    return GroupKey(
        name,
        _fill(F(path)),
        lambda **more: CodeField(choices, allow_null=True, help_text=help_text, lists_codes=False, **more),
    )


def build_reference_key(name: str, expression: Any, type_code: str, help_text: str) -> GroupKey:
    return GroupKey(
        name,
        _fill(expression),
        lambda **more: ReferenceField(allow_null=True, help_text=help_text, **more),
        read=lambda slug: (type_code, slug),
    )


def build_year_key(path: str = "year") -> GroupKey:
    return GroupKey(
        "year",
        Coalesce(F(path), Value(MISSING_YEAR)),
        lambda **more: serializers.IntegerField(
            allow_null=True, help_text="The year, as in the list.", **more
        ),
        missing=MISSING_YEAR,
    )


def build_place_keys(paths: Sequence[str]) -> list[GroupKey]:
    """Return the keys of region and city, given the lookup paths from a row to its city."""

    def choose(suffix: str) -> Any:
        columns = [F(f"{path}__{suffix}") for path in paths]
        return Coalesce(*columns) if len(columns) > 1 else columns[0]

    return [
        build_reference_key("region", choose("region__slug"), Region.type_code, "The region of the city."),
        build_reference_key("city", choose("slug"), City.type_code, "The city or district itself."),
    ]


# -- groups -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grouping:
    """The groups that a request asks for: `asked` keys, and those of the measure."""

    asked: tuple[GroupKey, ...]
    apart: tuple[GroupKey, ...] = ()
    measure: GroupMeasure | None = None

    @property
    def keys(self) -> tuple[GroupKey, ...]:
        return (*self.asked, *self.apart)

    @property
    def ordering(self) -> ApiOrdering:
        keys = tuple(key.expression for key in self.keys)
        return ApiOrdering(PARAMETER, "By the fields of the group, unknown ones last", keys)

    def select(self, rows: Any) -> Any:
        """Return the groups of rows with their number of rows."""
        ordering = self.ordering
        columns = ordering.build_columns()
        return rows.order_by().values(**columns).annotate(n=Count("pk")).order_by(*ordering.names())

    def count(self, rows: Any) -> int:
        return self.select(rows).order_by().count()

    def fetch_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        """Return a page of groups, as the instances of the serializer."""
        names = self.ordering.names()
        fetched = self.ordering.fetch(self.select(rows), position, start, size + 1)
        shown = fetched[:size]
        keys = [tuple(group[name] for name in names) for group in shown]
        values = self._measure(rows, keys) if self.measure and shown else {}
        groups = [
            self._build(key, group["n"], values.get(key, {})) for key, group in zip(keys, shown, strict=True)
        ]
        return Page(groups, len(fetched) > size, list(keys[-1]) if keys else [])

    def _measure(self, rows: Any, keys: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], dict[str, Any]]:
        """Return what is known of the values of groups, of which the first and the last are given."""
        measure, ordering = self.measure, self.ordering
        assert measure is not None
        names = ordering.names()
        counted = self._exclude_contained(rows.order_by().filter(measure.counted))
        counted = counted.annotate(**ordering.build_columns()).filter(
            RowComparison(ordering.keys, [Value(part) for part in keys[0]], ">="),
            RowComparison(ordering.keys, [Value(part) for part in keys[-1]], "<="),
        )
        once = {"n_once": Count(measure.once_per, distinct=True)} if measure.once_per else {}
        found = {
            tuple(group.pop(name) for name in names): group
            for group in counted.values(*names).annotate(
                n_values=Count("value"),
                n_places=Count(measure.place, distinct=True),
                sum=Sum("value"),
                minimum=Min("value"),
                maximum=Max("value"),
                **once,
            )
        }
        for key, median in _iter_medians(counted, names):
            found[key]["median"] = median
        return found

    def _exclude_contained(self, rows: Any) -> Any:
        """Leave out values of places within a place that has one, unless each place is a group."""
        measure = self.measure
        if not measure or not measure.contained or any(key.name == "city" for key in self.asked):
            return rows
        place, *common = measure.contained
        same = {path: OuterRef(path) for path in common}
        containing = Q(**{place: OuterRef(f"{place}__parent")})
        containing |= Q(**{place: OuterRef(f"{place}__parent__parent")})
        return rows.exclude(Exists(rows.filter(containing, **same)))

    def _build(self, key: tuple[Any, ...], n: int, values: dict[str, Any]) -> dict[str, Any]:
        shown = {
            one.name: None if value == one.missing else one.read(value)
            for one, value in zip(self.keys, key, strict=True)
        }
        reasons = {
            f"{one.name}_reason": NOT_RECORDED if shown[one.name] is None else None for one in self.asked
        }
        if not self.measure:
            return {**shown, **reasons, "n": n}
        empty = dict.fromkeys(("sum", "median", "minimum", "maximum"))
        reason = self._find_reason(shown, values)
        if reason is not None:
            values = {**values, "sum": None}
        if reason is NoSumReason.NO_VARIABLE:
            values |= empty
        return {
            "n_values": 0,
            "n_places": 0,
            **empty,
            **values,
            **shown,
            **reasons,
            "n": n,
            "sum_reason": reason,
            "sum_note": None if reason else self._get_note(),
        }

    def _find_reason(self, shown: dict[str, Any], values: dict[str, Any]) -> NoSumReason | None:
        """Return why there is no sum; None if there is one."""
        assert self.measure is not None
        if not values.get("n_values"):
            return NoSumReason.NO_VALUE
        if not get_unit(shown["unit"]).is_additive:
            return NoSumReason.NOT_ADDITIVE
        if self.measure.variable and shown[self.measure.variable][0] not in get_record_types():
            return NoSumReason.NO_VARIABLE
        if values.get("n_once", values["n_values"]) != values["n_values"]:
            return NoSumReason.PLACE_REPEATED
        return None

    def _get_note(self) -> Any:
        names = {key.name for key in self.asked}
        if "city" in names:
            return None
        if "region" in names:
            return _("Sum of the listed places, not the region’s total")
        return _("Sum of the listed places, not the total of all places")


def _iter_medians(rows: Any, names: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], Decimal]]:
    """Yield the median of each group: of its values in order, the middle one or the mean of the two."""
    group = [F(name) for name in names]
    ranked = rows.annotate(
        place_in_group=Window(RowNumber(), partition_by=group, order_by=[F("value").asc(), F("pk").asc()]),
        size_of_group=Window(Count("pk"), partition_by=group),
    )
    # Of 5 the 3rd, of 4 the 2nd and the 3rd.
    half = F("size_of_group") / Value(2.0)
    middle = ranked.filter(place_in_group__gte=half, place_in_group__lte=half + Value(1.0))
    found: dict[tuple[Any, ...], list[Decimal]] = {}
    for *key, number in middle.values_list(*names, "value"):
        found.setdefault(tuple(key), []).append(number)
    for key_found, numbers in found.items():
        yield key_found, sum(numbers, Decimal(0)) / len(numbers)


# -- serializers ------------------------------------------------------------------------------------


def _build_measure_fields() -> dict[str, Any]:
    return {
        "n_values": serializers.IntegerField(
            help_text="The number of values that the sum, median, minimum and maximum are of. Rows without a "
            "value aren’t among them."
        ),
        "n_places": serializers.IntegerField(help_text="The number of cities that these values are of."),
        "sum": NumberField(allow_null=True, help_text="The sum of the values in the unit `unit`."),
        "sum_reason": CodeField(
            NoSumReason.choices, allow_null=True, help_text="Why there is no sum; null if there is one."
        ),
        "sum_note": LocalizedTextField(
            allow_null=True, help_text="What the sum isn’t: a total of places that aren’t listed."
        ),
        "median": NumberField(allow_null=True, help_text="The median of the values."),
        "minimum": NumberField(allow_null=True, help_text="The smallest value."),
        "maximum": NumberField(allow_null=True, help_text="The largest value."),
    }


def _build_reason_field(name: str, **options: Any) -> CodeField:
    choices = [(NOT_RECORDED, _("Not known"))]
    about = f"Why `{name}` is null."
    return CodeField(choices, allow_null=True, help_text=about, lists_codes=False, **options)


def build_group_serializer(name: str, grouping: Grouping, **key_options: Any) -> Any:
    """Return the serializer class of the rows of a grouping."""
    fields: dict[str, Any] = {}
    for key in grouping.keys:
        fields[key.name] = key.build_field(**key_options)
        if key in grouping.asked:
            fields[f"{key.name}_reason"] = _build_reason_field(key.name, **key_options)
    fields["n"] = serializers.IntegerField(help_text="The number of rows of the list in this group.")
    if grouping.measure:
        fields |= _build_measure_fields()
    doc = "A group of rows of a list, with the keys that `group_by` asks for."
    return type(f"{name}GroupSerializer", (OutputSerializer,), {**fields, "__doc__": doc})


def build_group_list_serializer(name: str, grouping: Grouping) -> Any:
    """Return the serializer class of a page of groups, for the description: a row has any of the keys."""
    group = build_group_serializer(name, grouping, required=False)
    fields = {
        "__doc__": "A page of groups, in the order of the fields in `group_by`.",
        "count": serializers.IntegerField(
            required=False, help_text="The number of groups in all; only with `count=1`."
        ),
        "next": serializers.URLField(
            allow_null=True, help_text="The URL of the next page; null on the last page."
        ),
        PARAMETER: serializers.ListField(
            child=serializers.ChoiceField([key.name for key in grouping.asked]),
            help_text="The fields of the groups. Only answers to `group_by` have this.",
        ),
        "results": group(many=True, help_text="The groups of this page."),
    }
    return type(f"{name}GroupListSerializer", (serializers.Serializer,), fields)
