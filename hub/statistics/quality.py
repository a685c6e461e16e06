"""How well the records are sourced and translated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices, Value
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, CityFigure, Indicator, IndicatorValue, Region
from cities.scopes import of_city
from coalition.models import Programme, ProgrammeFigure
from initiatives.models import (
    BusinessFigure,
    BusinessInitiative,
    IndustrialPark,
    MaterialFlow,
    ParkFigure,
    PilotFigure,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from records.choices import Attestation, Status
from records.formats import number
from records.models import Part, Record, record_types
from records.models.base import parts_of
from stats.choices import Chart, Group
from stats.declaring import HUB, Code, Dimension, Reading, register
from stats.tallies import Tally, Together, tallied, total

# -- Figures with an official source ----------------------------------------------------------------------


class Figures(TextChoices):
    """Whose figures they are."""

    CITY = "city", pgettext_lazy("figures", "Cities")
    INDICATOR = "indicator", pgettext_lazy("figures", "Values of indicators")
    PARK = "park", pgettext_lazy("figures", "Parks")
    FLOW = "flow", pgettext_lazy("figures", "Material flows")
    PILOT = "pilot", pgettext_lazy("figures", "Zero-waste pilots")
    PROCUREMENT = "procurement", pgettext_lazy("figures", "Procurement cases")
    BUSINESS = "business", pgettext_lazy("figures", "Circular businesses")
    PROGRAMME = "programme", pgettext_lazy("figures", "Official sizes of programmes")


def _figures(kind: Figures, rows: "QuerySet[Any]", cuts: Mapping[str, Any]) -> Tally:
    return Tally(
        lambda: rows.annotate(figures_of=Value(kind.value)),
        by={"kind": "figures_of"},
        cuts=cuts,
        share=Q(attested_by=Attestation.OFFICIAL),
    )


def _of(owner: str) -> dict[str, Any]:
    return {f"{owner}__status": Status.PUBLISHED}


OFFICIAL = Together(
    [
        _figures(Figures.CITY, CityFigure.objects.filter(**_of("city")), of_city()),
        _figures(
            Figures.INDICATOR, IndicatorValue.objects.published().filter(value__isnull=False), of_city()
        ),
        _figures(Figures.PARK, ParkFigure.objects.filter(**_of("park")), of_city("park__city")),
        _figures(
            Figures.FLOW,
            MaterialFlow.objects.filter(**_of("park"), value__isnull=False),
            of_city("park__city"),
        ),
        _figures(Figures.PILOT, PilotFigure.objects.filter(**_of("pilot")), of_city("pilot__city")),
        _figures(
            Figures.PROCUREMENT, ProcurementOutcome.objects.filter(**_of("case")), of_city("case__city")
        ),
        _figures(
            Figures.BUSINESS, BusinessFigure.objects.filter(**_of("business")), of_city("business__city")
        ),
        _figures(Figures.PROGRAMME, ProgrammeFigure.objects.filter(**_of("programme")), {HUB: ()}),
    ]
)


def official_found(readings: Sequence[Reading]) -> str:
    figures = int(sum(one.denominator or 0 for one in readings))
    if not figures:
        return gettext("No figure is recorded here")
    return ngettext(
        "%(official)s of %(n)s figure on record comes from an official source",
        "%(official)s of %(n)s figures on record come from an official source",
        figures,
    ) % {"official": number(total(readings)), "n": number(figures)}


def part_and_whole(readings: Sequence[Reading]) -> dict[str, str]:
    """For a formula that names how many of how many."""
    whole = sum(one.denominator or 0 for one in readings)
    return {"n": number(total(readings)), "denominator": number(whole)}


# -- Records in both languages ----------------------------------------------------------------------------


def _half_translated(model: type[Any]) -> Q | None:
    """That a text is there in English and not in Chinese, or the other way round."""
    texts = model.translated_fields
    if not texts:
        return None
    return reduce(
        or_,
        (
            (Q(**{f"{name}_en": ""}) & ~Q(**{f"{name}_zh_hans": "", f"{name}_zh_hant": ""}))
            | (~Q(**{f"{name}_en": ""}) & Q(**{f"{name}_zh_hans": "", f"{name}_zh_hant": ""}))
            for name in texts
        ),
    )


def _in_both(model: type[Record]) -> Q:
    """That no text of the record or of its parts lacks its translation."""
    condition = Q()
    own = _half_translated(model)
    if own is not None:
        condition &= ~own
    for part in parts_of(model):
        lacking = _half_translated(part) if issubclass(part, Part) else None
        if lacking is not None:
            rows = part._default_manager.filter(lacking, **{part.owner: OuterRef("pk")})
            condition &= ~Q(Exists(rows))
    return condition


def _records(code: str, model: type[Record]) -> Tally:
    return Tally(
        lambda: model.objects.published().annotate(type_of_record=Value(code)),
        by={"type": "type_of_record"},
        cuts={HUB: ()},
        share=_in_both(model),
    )


TRANSLATED = Together([_records(code, model) for code, model in record_types().items()])


def _parts() -> Iterator[type[Part]]:
    """Every kind of part: their texts count with those of their record."""
    for model in record_types().values():
        for part in parts_of(model):
            if issubclass(part, Part):
                yield part


def type_names(codes: Iterable[Code]) -> Mapping[Code, str]:
    """What the types of records are called, in the plural. No query."""
    return {
        code: str(model._meta.verbose_name_plural)
        for code, model in record_types().items()
        if code in set(codes)
    }


def translated_found(readings: Sequence[Reading]) -> str:
    records = int(sum(one.denominator or 0 for one in readings))
    if not records:
        return gettext("No record is published here")
    return ngettext(
        "%(translated)s of %(n)s record has all its texts in English and Chinese",
        "%(translated)s of %(n)s records have all their texts in English and Chinese",
        records,
    ) % {"translated": number(total(readings)), "n": number(records)}


register(
    tallied(
        OFFICIAL,
        key="official-figures",
        title=_("Figures with an official source"),
        group=Group.RECORDS,
        unit=_("percent of the figures"),
        decimals=1,
        formula=_(
            "The figures of published records that an official source attests, divided by all figures: "
            "%(n)s ÷ %(denominator)s. Figures that are reported, or that stand on the hub page only, are "
            "not official."
        ),
        rests_on=(
            CityFigure,
            IndicatorValue,
            Indicator,
            ParkFigure,
            MaterialFlow,
            PilotFigure,
            ProcurementOutcome,
            BusinessFigure,
            ProgrammeFigure,
            City,
            Region,
            IndustrialPark,
            ZeroWastePilot,
            ProcurementCase,
            BusinessInitiative,
            Programme,
        ),
        dimensions={"kind": Dimension(_("Figures of"), choices=Figures)},
        finding=official_found,
        terms=part_and_whole,
        chart=Chart.BAR,
        order=50,
    ),
    tallied(
        TRANSLATED,
        key="full-translations",
        title=_("Records with full translations"),
        group=Group.RECORDS,
        unit=_("percent of the records"),
        decimals=1,
        formula=_(
            "The published records of each type all of whose texts, and those of their parts, are there in "
            "English and in Chinese, divided by all of the type: %(n)s ÷ %(denominator)s. Titles of sources"
            " stay as published and need no translation."
        ),
        rests_on=(*record_types().values(), *_parts()),
        dimensions={"type": Dimension(_("Type of record"), names=type_names)},
        finding=translated_found,
        terms=part_and_whole,
        chart=Chart.BAR,
        order=60,
    ),
)
