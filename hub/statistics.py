"""The targets beside what is on record, and how well the records themselves are sourced and translated."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, CityFigure, Indicator, IndicatorValue, Region
from cities.scopes import of_city
from coalition.models import Programme, ProgrammeFigure
from hub.choices import TargetKind
from hub.models import Target
from initiatives.choices import ParkLevel, PilotKind
from initiatives.models import (
    BusinessFigure,
    BusinessInitiative,
    Designation,
    IndustrialPark,
    MaterialFlow,
    ParkFigure,
    PilotFigure,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from initiatives.rounds import FIRST_ROUND, SECOND_ROUND
from records.choices import Attestation, Status
from records.formats import number
from records.models import Part, Record, record_types
from records.models.base import parts_of
from stats.choices import Chart, Group, Reason
from stats.declaring import HUB, Code, Dimension, Reading, Row, Statistic, register
from stats.tallies import Tally, Together, in_sentence, names_of, tallied, total

# -- Targets ----------------------------------------------------------------------------------------------
# What is recorded here is no census: 11 parks that apply symbiosis are no share of the 552 in the catalogue.
# A share is told only once the records answer the question for as many parks as the catalogue lists.

#: The baselines that count the parks of a level.
CATALOGUE = {
    "national-parks-in-catalogue-2018": ParkLevel.NATIONAL,
    "provincial-parks-in-catalogue-2018": ParkLevel.PROVINCIAL,
}
WHOLE_CATALOGUE = "parks-in-catalogue-2018"


def parks_of(*levels: ParkLevel) -> "QuerySet[IndustrialPark]":
    return IndustrialPark.objects.published().filter(level__in=levels)


@dataclass(frozen=True)
class Counted:
    """What is counted for some targets. `answered`: the records that answer at all what a share asks."""

    targets: Q
    records: "Callable[[], QuerySet[Any]]"
    answered: "Callable[[], QuerySet[Any]] | None" = None


def _share(baseline: str, level: ParkLevel) -> Counted:
    return Counted(
        Q(kind=TargetKind.GOAL, denominator__slug=baseline),
        lambda: parks_of(level).filter(applies_symbiosis=True),
        lambda: parks_of(level).filter(applies_symbiosis__isnull=False),
    )


def _listed(baseline: str, *levels: ParkLevel) -> Counted:
    return Counted(Q(slug=baseline), lambda: parks_of(*levels))


def _named(target: str, programme: str) -> Counted:
    return Counted(Q(slug=target), lambda: Designation.objects.published().filter(programme__slug=programme))


def _pilots(target: str, programme: str, *kinds: PilotKind) -> Counted:
    return Counted(
        Q(slug=target),
        lambda: ZeroWastePilot.objects.published().filter(programme__slug=programme, kind__in=kinds),
    )


COUNTED = (
    *(_share(baseline, level) for baseline, level in CATALOGUE.items()),
    *(_listed(baseline, level) for baseline, level in CATALOGUE.items()),
    _listed(WHOLE_CATALOGUE, *CATALOGUE.values()),
    _named("parks-supported-129", "circular-transformation-pilot"),
    _named("construction-pilots-35", "construction-waste-2018"),
    _pilots("zero-waste-pilots-16", FIRST_ROUND, *PilotKind),
    # The size of the second round counts cities alone.
    _pilots("zero-waste-cities-14fyp", SECOND_ROUND, PilotKind.PILOT),
)


def _count(records: "QuerySet[Any]") -> Subquery:
    rows = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(records.order_by().annotate(rows=rows).values("rows"))


def _with_counts(targets: "QuerySet[Target]") -> Any:
    """With `recorded`, `answered` and `size`: None where nothing counts the target."""
    return targets.order_by().annotate(
        recorded=Case(
            *(When(one.targets, then=_count(one.records())) for one in COUNTED),
            default=None,
            output_field=IntegerField(),
        ),
        answered=Case(
            *(When(one.targets, then=_count(one.answered())) for one in COUNTED if one.answered),
            default=None,
            output_field=IntegerField(),
        ),
        size=Case(When(kind=TargetKind.GOAL, then="denominator__value"), default="value"),
    )


def targets() -> Iterator[Row]:
    """One query; each row at the hub and at its target. Where nothing is recorded there is no value."""
    found = _with_counts(Target.objects.published()).values_list(
        "slug", "kind", "recorded", "answered", "size"
    )
    for target, kind, recorded, answered, size in found:
        value, none = share(recorded, answered, size), Reason.NOT_COUNTED
        if kind != TargetKind.GOAL:
            value, none = recorded or None, Reason.NOT_RECORDED
        reason = none.value if value is None else ""
        for scope, slug in ((HUB, ""), ("target", target)):
            yield Row(scope, slug, {"target": target}, value, recorded or 0, size, reason)


def share(recorded: int | None, answered: int | None, size: Decimal | None) -> Decimal | None:
    """What percentage is recorded, or None as long as the records do not answer for all."""
    if recorded is None or answered is None or not size or answered < size:
        return None
    return 100 * Decimal(recorded) / size


def behind_target(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
    """What is recorded of a target."""
    target = Target.objects.filter(slug=dimensions["target"])
    counted = next((one for one in COUNTED if target.filter(one.targets).exists()), None)
    return counted.records() if counted else IndustrialPark.objects.none()


def targets_found(readings: Sequence[Reading]) -> str:
    if not readings:
        return gettext("No target is recorded here")
    uncounted = sum(one.value is None for one in readings)
    if not uncounted:
        return ngettext(
            "The records show how far %(n)s target has come",
            "The records show how far %(n)s targets have come",
            len(readings),
        ) % {"n": number(len(readings))}
    return ngettext(
        "Nothing on record counts %(uncounted)s of %(n)s target",
        "Nothing on record counts %(uncounted)s of %(n)s targets and baselines",
        len(readings),
    ) % {"uncounted": number(uncounted), "n": number(len(readings))}


def symbiosis() -> Iterator[Row]:
    """One query: the baselines that count the parks of a level, with what is recorded of these."""
    level_of = Case(*(When(slug=slug, then=Value(level.value)) for slug, level in CATALOGUE.items()))
    applying, answered = (
        Case(
            *(
                When(slug=baseline, then=_count(parks_of(level).filter(**condition)))
                for baseline, level in CATALOGUE.items()
            ),
            output_field=IntegerField(),
        )
        for condition in ({"applies_symbiosis": True}, {"applies_symbiosis__isnull": False})
    )
    baselines = Target.objects.published().filter(slug__in=CATALOGUE).order_by()
    found = baselines.annotate(level=level_of, applying=applying, answered=answered)
    for level, applies, answers, size in found.values_list("level", "applying", "answered", "value"):
        value = share(applies, answers, size)
        reason = Reason.NOT_COUNTED.value if value is None else ""
        yield Row(HUB, "", {"level": level}, value, applies, size, reason)


def behind_symbiosis(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[IndustrialPark]":
    """The parks of a level that are recorded as applying symbiosis."""
    return parks_of(ParkLevel(str(dimensions["level"]))).filter(applies_symbiosis=True)


def symbiosis_found(readings: Sequence[Reading]) -> str:
    shares = [one for one in readings if one.value is not None]
    if not readings:
        return gettext("How many parks there are of each level is not recorded here")
    if not shares:
        sizes = [
            gettext("%(size)s (%(level)s)")
            % {"size": number(one.denominator), "level": in_sentence(one.labels["level"])}
            for one in readings
        ]
        return gettext(
            "No counted numerator on record: of the parks of the catalogue, %(sizes)s, it is not recorded "
            "how many apply industrial symbiosis"
        ) % {"sizes": pgettext("list", ", ").join(sizes)}
    return "; ".join(
        gettext("%(level)s: %(value)s %% of the parks apply industrial symbiosis")
        % {"level": one.labels["level"], "value": number(one.value)}
        for one in shares
    )


def symbiosis_terms(readings: Sequence[Reading]) -> dict[str, str]:
    pairs = [
        gettext("%(level)s: %(n)s recorded here, %(denominator)s in the catalogue")
        % {"level": one.labels["level"], "n": number(one.n), "denominator": number(one.denominator)}
        for one in readings
    ]
    return {"pairs": "; ".join(pairs) or "–"}


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
    Statistic(
        key="symbiosis-by-level",
        title=_("Share of the parks of each level that apply industrial symbiosis"),
        group=Group.PARKS,
        unit=_("percent of the parks in the catalogue"),
        decimals=1,
        formula=_(
            "The parks recorded as applying industrial symbiosis, divided by the parks of their level that "
            "the national catalogue of 2018 lists: %(pairs)s. What is recorded here is no count of all "
            "parks, so no share is told until the records answer for as many parks as the catalogue lists."
        ),
        rests_on=(Target, IndustrialPark),
        dimensions={"level": Dimension(_("Level"), choices=ParkLevel)},
        scopes=(HUB,),
        rows=symbiosis,
        drill=behind_symbiosis,
        finding=symbiosis_found,
        terms=symbiosis_terms,
        order=60,
    ),
    Statistic(
        key="targets",
        title=_("What the records show of targets"),
        group=Group.RECORDS,
        unit=_("records; for goals percent"),
        decimals=1,
        formula=_(
            "For a number reached and for a baseline: what is recorded here of the same places, beside the "
            "number itself. For a goal that is a share: what is recorded divided by its baseline, once the "
            "records answer for as many places as the baseline counts; until then there is no counted "
            "numerator on record. Recorded in all: %(n)s."
        ),
        rests_on=(Target, IndustrialPark, Designation, Programme, ZeroWastePilot),
        dimensions={"target": Dimension(_("Target"), names=names_of(Target))},
        scopes=(HUB, "target"),
        rows=targets,
        drill=behind_target,
        finding=targets_found,
        terms=lambda readings: {"n": number(total(readings))},
        order=30,
    ),
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
