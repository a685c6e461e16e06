"""Statistics of sources and translations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cities.choices import CopyCheck
from cities.models import Indicator, Region
from cities.scopes import get_city_scope_paths
from initiatives.figure_owners import FigureOwner, list_figure_models, select_public_figures
from records.choices import SourceType
from records.models import Part, Record, get_record_types
from records.models.base import get_part_models
from records.texts.formats import format_number
from records.texts.translation import OVERRIDES
from stats.aggregations import Aggregation, UnionAggregation, build_aggregation_statistic, sum_records
from stats.choices import RECORD_STATISTICS, Chart
from stats.definitions import HUB, Code, Dimension, StatisticResult, register

# -- Figures with an official source ----------------------------------------------------------------------


#: The scopes in which the figures of each kind of record are counted.
_SCOPE_PATHS: dict[FigureOwner, Mapping[str, Any]] = {
    FigureOwner.CITY: get_city_scope_paths(),
    FigureOwner.INDICATOR: get_city_scope_paths(),
    FigureOwner.PARK: get_city_scope_paths("park__city"),
    FigureOwner.FLOW: get_city_scope_paths("park__city"),
    FigureOwner.PILOT: get_city_scope_paths("pilot__city"),
    FigureOwner.PROCUREMENT: get_city_scope_paths("case__city"),
    FigureOwner.BUSINESS: get_city_scope_paths("business__city"),
    FigureOwner.PROGRAMME: {HUB: ()},
    FigureOwner.PROGRAMME_RESULT: {HUB: ()},
}

OFFICIAL = UnionAggregation(
    [
        Aggregation(
            partial(select_public_figures, kind),
            by={"kind": "figures_of"},
            scope_paths=scope_paths,
            share=Q(source_type=SourceType.OFFICIAL),
        )
        for kind, scope_paths in _SCOPE_PATHS.items()
    ]
)


def summarize_official_figures(results: Sequence[StatisticResult]) -> str:
    figures = int(sum(result.denominator or 0 for result in results))
    if not figures:
        return gettext("No figures yet")
    numbers = {"official": format_number(sum_records(results)), "n": format_number(figures)}
    in_one_copy = _count_read_in_one_copy() if results[0].scope == HUB else 0
    if in_one_copy:
        text = gettext(
            "%(official)s of %(n)s figures come from official sources, %(copies)s of them read in one copy"
        )
        return text % {**numbers, "copies": format_number(in_one_copy)}
    text = ngettext(
        "%(official)s of %(n)s figure comes from an official source",
        "%(official)s of %(n)s figures come from official sources",
        figures,
    )
    return text % numbers


def _count_read_in_one_copy() -> int:
    """Count the official figures whose publication was read in one copy only. One query."""
    figures = select_public_figures(FigureOwner.INDICATOR)
    return figures.filter(source_type=SourceType.OFFICIAL, copy_check=CopyCheck.ONE_COPY).count()


def format_part_and_whole(results: Sequence[StatisticResult]) -> dict[str, str]:
    """Return numbers for a formula with counter and denominator."""
    denominator = sum(result.denominator or 0 for result in results)
    return {"n": format_number(sum_records(results)), "denominator": format_number(denominator)}


# -- Records in both languages ----------------------------------------------------------------------------


def _match_partly_translated(model: type[Any]) -> Q | None:
    """Return a condition for rows with a text in only one of English and Chinese; None without texts."""
    texts = model.translated_fields
    if not texts:
        return None
    return reduce(
        or_,
        (
            (Q(**{f"{name}_en": ""}) & ~_match_no_chinese(name))
            | (~Q(**{f"{name}_en": ""}) & _match_no_chinese(name))
            for name in texts
        ),
    )


def _match_no_chinese(name: str) -> Q:
    return Q(**{f"{name}_zh_hans": "", f"{OVERRIDES}__{name}__isnull": True})


def _match_fully_translated(model: type[Record]) -> Q:
    """Return a condition for records whose texts, including those of parts, are all translated."""
    condition = Q()
    own = _match_partly_translated(model)
    if own is not None:
        condition &= ~own
    for part in get_part_models(model):
        partly = _match_partly_translated(part) if issubclass(part, Part) else None
        if partly is not None:
            rows = part._default_manager.filter(partly, **{part.owner: OuterRef("pk")})
            condition &= ~Q(Exists(rows))
    return condition


def _count_records(code: str, model: type[Record]) -> Aggregation:
    return Aggregation(
        lambda: model.objects.published().annotate(type_of_record=Value(code)),
        by={"type": "type_of_record"},
        scope_paths={HUB: ()},
        share=_match_fully_translated(model),
    )


TRANSLATED = UnionAggregation([_count_records(code, model) for code, model in get_record_types().items()])


def _list_part_models() -> Iterator[type[Part]]:
    """Yield all part models: their texts count as texts of the record."""
    for model in get_record_types().values():
        for part in get_part_models(model):
            if issubclass(part, Part):
                yield part


def get_type_names(codes: Iterable[Code]) -> Mapping[Code, str]:
    """Return plural names of record types by code. No query."""
    return {
        code: str(model._meta.verbose_name_plural)
        for code, model in get_record_types().items()
        if code in set(codes)
    }


def summarize_translations(results: Sequence[StatisticResult]) -> str:
    records = int(sum(result.denominator or 0 for result in results))
    if not records:
        return gettext("No published records yet")
    if sum_records(results) == records:
        return ngettext(
            "%(n)s record, complete in English and Chinese",
            "%(n)s records, all complete in English and Chinese",
            records,
        ) % {"n": format_number(records)}
    return ngettext(
        "%(translated)s of %(n)s record is complete in English and Chinese",
        "%(translated)s of %(n)s records are complete in English and Chinese",
        records,
    ) % {"translated": format_number(sum_records(results)), "n": format_number(records)}


register(
    build_aggregation_statistic(
        OFFICIAL,
        key="official-figures",
        title=_("Figures from official sources"),
        group=RECORD_STATISTICS,
        unit=_("per cent of figures"),
        decimals=1,
        formula=_(
            "Figures in published records whose source type is “official”, divided by all figures: %(n)s ÷ "
            "%(denominator)s. Figures from the press or studies, or found only on ICLEI’s page, are not "
            "official. Material flows and indicator entries without a value are not counted, nor are the "
            "figures of findings. In the API: figures with source_type official, of every type but finding."
        ),
        depends_on=(*list_figure_models(FigureOwner), Region, Indicator),
        dimensions={"kind": Dimension(_("Part of the site"), choices=FigureOwner)},
        headline=summarize_official_figures,
        formula_params=format_part_and_whole,
        chart=Chart.BAR,
        order=50,
    ),
    build_aggregation_statistic(
        TRANSLATED,
        key="full-translations",
        title=_("Records complete in both languages"),
        group=RECORD_STATISTICS,
        unit=_("per cent of records"),
        decimals=1,
        formula=_(
            "Published records of each type whose texts are complete in English and Chinese, divided by all "
            "published records of that type: %(n)s ÷ %(denominator)s. Titles of sources stay in the original"
            " and are not counted. In the API with lang=all: each text of the record and of its parts is "
            "given in both languages or in neither."
        ),
        depends_on=(*get_record_types().values(), *_list_part_models()),
        dimensions={"type": Dimension(_("Type of record"), names=get_type_names)},
        headline=summarize_translations,
        formula_params=format_part_and_whole,
        chart=Chart.BAR,
        order=60,
    ),
)
