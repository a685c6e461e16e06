"""Statistics of designations, and of the coverage of the official sizes of programmes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    DecimalField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from coalition.models import Programme, ProgrammeFigure
from initiatives.choices import PilotKind
from initiatives.models import Designation, IndustrialPark, ZeroWastePilot
from initiatives.pilot_rounds import SIZE_KEYS, TOTAL_KEY
from records.choices import Status
from records.diff.display import join_phrases
from records.texts.formats import format_number
from stats.aggregations import Aggregation, build_aggregation_statistic, make_title_lookup, sum_records
from stats.choices import RECORD_STATISTICS, Chart, NoValueReason
from stats.definitions import HUB, Code, Dimension, Statistic, StatisticResult, StatisticRow, register

PROGRAMME_DIMENSION = Dimension(_("Programme"), names=make_title_lookup(Programme))


# -- Designations --------------------------------------------------------------------------------------------


class DesignatedPlace(TextChoices):
    """The kinds of places that a programme can designate."""

    PARK = "park", pgettext_lazy("named by a programme", "Park")
    CITY = "city", pgettext_lazy("named by a programme", "City or district")


def select_designations() -> "QuerySet[Designation]":
    """Return the designations, annotated with kind of place and slugs of region and cities."""
    named = Designation.objects.published()
    kind = Case(
        When(park__isnull=False, then=Value(DesignatedPlace.PARK.value)),
        default=Value(DesignatedPlace.CITY.value),
    )
    return named.annotate(
        place_kind=kind,
        region_slug=Coalesce("park__city__region__slug", "city__region__slug"),
        city_slug=Coalesce("park__city__slug", "city__slug"),
        parent_slug=Coalesce("park__city__parent__slug", "city__parent__slug"),
        top_slug=Coalesce("park__city__parent__parent__slug", "city__parent__parent__slug"),
    )


_DESIGNATIONS = Aggregation(
    select_designations,
    by={"programme": "programme__slug", "place": "place_kind"},
    scope_paths={HUB: (), "region": ["region_slug"], "city": ["city_slug", "parent_slug", "top_slug"]},
)


def describe_designations(results: Sequence[StatisticResult]) -> str:
    places = sum_records(results)
    if not places:
        return gettext("No parks or cities selected by a programme yet")
    programmes = len({result.dimensions["programme"] for result in results})
    if programmes == 1:
        return ngettext(
            "%(n)s park or city selected by a programme",
            "%(n)s parks and cities selected by a programme",
            places,
        ) % {"n": format_number(places)}
    return ngettext(
        "%(programmes)s programmes, %(n)s selection of a park or city",
        "%(programmes)s programmes, %(n)s selections of parks and cities",
        places,
    ) % {"n": format_number(places), "programmes": format_number(programmes)}


# -- Coverage of official sizes --------------------------------------------------------------------------
# Pilots count for the official size of their kind. Designations count for the only size of a programme, or
# for the one with `counts_all_named`. `coalition.programme_coverage` applies the same rule. Coverage
# describes the records, not the programme: places that are not recorded belong to the programme too.


def _count_recorded(records: "QuerySet[Any]", programme: str) -> Coalesce:
    """Return a subquery that counts the records of the programme of a row."""
    own = records.order_by().filter(programme=OuterRef(programme)).values("programme")
    return Coalesce(Subquery(own.annotate(rows=Count("pk")).values("rows"), IntegerField()), 0)


def _select_sizes() -> "QuerySet[Any]":
    """Return all official sizes with the number of records, None if those listed can't be matched to it."""
    pilots = ZeroWastePilot.objects.in_round()
    of_kind = {
        f"pilots_{kind}": _count_recorded(pilots.filter(kind=kind), "programme") for kind in PilotKind.values
    }
    sizes = ProgrammeFigure.objects.filter(programme__status=Status.PUBLISHED).alias(
        sizes=_count_recorded(ProgrammeFigure.objects.all(), "programme"),
        named=_count_recorded(Designation.objects.published(), "programme"),
        pilots=_count_recorded(pilots, "programme"),
        **of_kind,
    )
    return (
        sizes.annotate(
            recorded=Case(
                *(When(pilots__gt=0, key=key, then=f"pilots_{kind}") for kind, key in SIZE_KEYS.items()),
                When(pilots__gt=0, key=TOTAL_KEY, then="pilots"),
                When(Q(sizes=1) | Q(counts_all_named=True) | Q(named=0, pilots=0), then="named"),
                default=None,
                output_field=IntegerField(),
            )
        )
        .order_by()
        .values_list("programme__slug", "key", "value", "recorded")
    )


def _select_unplaced() -> "QuerySet[Any]":
    """Return the number of designations per programme that count for none of its sizes."""
    none = Cast(Value(None), DecimalField(max_digits=20, decimal_places=6))
    return (
        Programme.objects.published()
        .alias(sizes=_count_recorded(ProgrammeFigure.objects.all(), "pk"))
        .annotate(
            no_key=Value(""), no_size=none, recorded=_count_recorded(Designation.objects.published(), "pk")
        )
        .filter(recorded__gt=0)
        .exclude(sizes=1)
        .exclude(official_sizes__counts_all_named=True)
        .order_by()
        .values_list("slug", "no_key", "no_size", "recorded")
    )


def count_coverage() -> Iterator[StatisticRow]:
    """Yield the rows, each for the hub and for its programme, from one query."""
    for programme, key, size, recorded in _select_sizes().union(_select_unplaced(), all=True):
        dimensions: Mapping[str, Code] = {
            "programme": programme,
            "size": f"{programme}--{key}" if key else "",
        }
        none = NoValueReason.NOT_COMPARABLE if recorded is None else NoValueReason.NOT_RECORDED
        for scope, slug in ((HUB, ""), ("programme", programme)):
            yield StatisticRow(
                scope, slug, dimensions, recorded or None, recorded or 0, size, "" if recorded else none.value
            )


def select_recorded_places(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
    """Return the pilots or designations that count for an official size."""
    programme = str(dimensions["programme"])
    key = str(dimensions["size"]).removeprefix(f"{programme}--")
    pilots = ZeroWastePilot.objects.in_round().filter(programme__slug=programme)
    kinds = {size: kind for kind, size in SIZE_KEYS.items()}
    if (key in kinds or key == TOTAL_KEY) and pilots.exists():
        return pilots.filter(kind=kinds[key]) if key in kinds else pilots
    named = Designation.objects.published().filter(programme__slug=programme)
    sizes = list(ProgrammeFigure.objects.filter(programme__slug=programme))
    of_all = next((size.key for size in sizes if size.counts_all_named or len(sizes) == 1), "")
    return named if key == of_all else named.none()


def get_size_labels(codes: Iterable[Code]) -> Mapping[Code, str]:
    programmes = [str(code).partition("--")[0] for code in codes if code]
    rows = ProgrammeFigure.objects.filter(programme__slug__in=programmes).select_related("programme")
    return {row.public_slug: str(row.label) for row in rows}


def describe_coverage(results: Sequence[StatisticResult]) -> str:
    """Describe how many sizes are fully recorded; for a single size, how much of it."""
    sizes = [result for result in results if result.value is not None and result.denominator]
    if not sizes:
        return gettext("No official total to compare with")
    if len(sizes) == 1:
        return gettext("%(value)s of the programme’s %(denominator)s are listed here") % {
            "value": format_number(sizes[0].value),
            "denominator": format_number(sizes[0].denominator),
        }
    full = [result for result in sizes if (result.value or 0) >= (result.denominator or 0)]
    return gettext("%(full)s of %(n)s official totals are fully listed here") % {
        "full": format_number(len(full)),
        "n": format_number(len(sizes)),
    }


def format_coverage_terms(results: Sequence[StatisticResult]) -> dict[str, str]:
    """Return both numbers of each size, as in "16 of 16"."""
    pairs = [
        gettext("%(value)s of %(denominator)s")
        % {"value": format_number(result.value), "denominator": format_number(result.denominator)}
        for result in results
        if result.value is not None and result.denominator
    ]
    return {"pairs": join_phrases(pairs, "; ", "；") or "–"}


register(
    build_aggregation_statistic(
        _DESIGNATIONS,
        key="named-by-programmes",
        title=_("Parks and cities selected by programmes"),
        group=RECORD_STATISTICS,
        unit=pgettext_lazy("units", "parks, cities and districts"),
        formula=_(
            "Published selections, counted by programme and by whether a park or a city was "
            "selected. Total: %(n)s. A place selected by two programmes counts with each."
        ),
        depends_on=(Designation, Programme, IndustrialPark, City, Region),
        dimensions={
            "programme": PROGRAMME_DIMENSION,
            "place": Dimension(_("Selected place"), choices=DesignatedPlace),
        },
        headline=describe_designations,
        chart=Chart.BAR,
        order=10,
    ),
    Statistic(
        key="programme-coverage",
        title=_("Listed here, compared with official totals"),
        group=RECORD_STATISTICS,
        unit=pgettext_lazy("units", "parks, cities and areas"),
        formula=_(
            "Places listed here for each programme, next to the official total: %(pairs)s. Where it is not "
            "clear which of several totals applies, no comparison is made. In the API: of a programme with "
            "zero-waste-pilots, the totals with the key cities, special-areas and pilots-in-all count those "
            "of kind city, those of kind special_area, and all. Otherwise designations count for the only "
            "total, or for the one with counts_all_named true. Pilots with naming plan are not counted."
        ),
        depends_on=(ProgrammeFigure, Programme, Designation, ZeroWastePilot),
        dimensions={
            "programme": PROGRAMME_DIMENSION,
            "size": Dimension(
                _("Official total"), names=get_size_labels, empty=_("Listed without a comparable total")
            ),
        },
        scopes=(HUB, "programme"),
        rows=count_coverage,
        drilldown=select_recorded_places,
        headline=describe_coverage,
        formula_params=format_coverage_terms,
        chart=Chart.SQUARES,
        order=20,
    ),
)
