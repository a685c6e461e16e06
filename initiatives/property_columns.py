"""The figures of a type of records from which readers choose the columns of its table.

A column is what figures measure in one unit: both are codes of vocabularies. Two figures of "Products made"
may still count different things, so the cell says what its figure counts.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.html import strip_tags
from django.utils.translation import ngettext

from initiatives.choices import QuantityOf
from initiatives.figure_groups import EXPECTED_EVIDENCE
from initiatives.models import MaterialFlow
from records.choices import USUAL_EVIDENCE, MeasuredProperty, Status, Unit
from records.models import Figure
from records.pages.chosen_columns import ChosenColumnList, StatedValue, TableColumnChoice
from records.texts.formats import format_figure_in_unit, format_period, is_chinese
from records.version_cache import cache_value

#: Records that have such a figure, so that it is a column.
_LEAST_RECORDS = 2
#: They say nothing that can be compared, or aren't written as numbers.
_NO_COLUMNS = Q(measured_property=MeasuredProperty.OTHER) | Q(
    unit__in=["", Unit.CALENDAR_YEAR, Unit.MILESTONE]
)


class PropertyColumnList(ChosenColumnList):
    """A list of records that have figures as parts, of which readers choose columns."""

    figure_model: ClassVar[type[Figure]]

    def list_choices(self, versions: Any) -> list[TableColumnChoice]:
        return [*self.choices, *list_property_choices(self.figure_model, versions)]

    def fetch_figures(self, codes: list[str], keys: list[int]) -> Mapping[str, Mapping[int, StatedValue]]:
        return fetch_property_values(self.figure_model, codes, keys)


def count_known_amounts(owner: str, keys: list[int]) -> dict[int, int]:
    """Return how many flows of these parks or materials have an amount of the material itself. One query."""
    flows = MaterialFlow.objects.published().filter(
        **{f"{owner}__in": keys}, value__isnull=False, quantity_of=QuantityOf.MATERIAL
    )
    counts = flows.order_by().values_list(owner).annotate(rows=Count("pk"))
    return dict.fromkeys(keys, 0) | dict(counts)


def list_property_choices(model: Any, versions: Any) -> list[TableColumnChoice]:
    """Return the columns of figures of these parts that several records have.

    `versions`: those of the types of which the figures are.
    """
    known: set[tuple[str, str]] = cache_value(
        ("property columns", model), versions, lambda: _find_properties(model)
    )
    return [
        TableColumnChoice(
            f"{code}.{unit}", MeasuredProperty(code).label, unit, is_number=True, has_details=True
        )
        for code in MeasuredProperty
        for unit in Unit
        if (code, unit) in known
    ]


def _find_properties(model: Any) -> set[tuple[str, str]]:
    public = model.objects.filter(**{f"{model.owner}__status": Status.PUBLISHED}, value__isnull=False)
    counts = public.exclude(_NO_COLUMNS).order_by().values_list("measured_property", "unit")
    counted = counts.annotate(records=Count(model.owner, distinct=True))
    return {(code, unit) for code, unit, records in counted if records >= _LEAST_RECORDS}


def fetch_property_values(model: Any, codes: list[str], keys: list[int]) -> dict[str, dict[int, StatedValue]]:
    """Return a figure of each record of each column: no aim if there is another, the newest. One query."""
    pairs = [code.split(".") for code in codes]
    condition = reduce(or_, (Q(measured_property=code, unit=unit) for code, unit in pairs))
    alike: Any = [F(model.owner), F("measured_property"), F("unit")]
    is_aim = Case(When(evidence__in=EXPECTED_EVIDENCE, then=Value(1)), default=Value(0))
    order: Any = [is_aim, F("year").desc(nulls_last=True), F("position"), F("pk")]
    figures = model.objects.filter(condition, **{f"{model.owner}__in": keys}, value__isnull=False)
    placed = figures.annotate(
        place=Window(RowNumber(), partition_by=alike, order_by=order),
        alike=Window(Count("*"), partition_by=alike),
    )
    values: dict[str, dict[int, StatedValue]] = {code: {} for code in codes}
    for figure in placed.filter(place=1).order_by("pk"):
        column = values[f"{figure.measured_property}.{figure.unit}"]
        column[getattr(figure, f"{model.owner}_id")] = _build_value(figure)
    return values


def _build_value(figure: Any) -> StatedValue:
    return StatedValue(
        figure.value,
        format_figure_in_unit(figure),
        figure.year,
        str(figure.get_precision_display()) if figure.precision else "",
        _describe_figure(figure),
        has_period=bool(figure.period),
    )


def _describe_figure(figure: Any) -> str:
    """Return when and what a figure counts, whether it is an aim or the like, and how many more there are."""
    label, more = str(figure.label), figure.alike - 1
    named = str(figure.get_measured_property_display())
    parts = [
        "" if label.casefold() == named.casefold() else label,
        strip_tags(format_period(figure)) if figure.period else "",
        "" if figure.evidence in USUAL_EVIDENCE else str(figure.get_evidence_display()),
        ngettext("%(counter)s more", "%(counter)s more", more) % {"counter": more} if more else "",
    ]
    return ("；" if is_chinese() else "; ").join(part for part in parts if part)
