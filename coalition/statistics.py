"""Statistics of members and partners by year, and of exchanges between cities by theme and by pair."""

from collections.abc import Sequence

from django.db.models import QuerySet, SmallIntegerField, Value
from django.db.models.functions import Cast, NullIf, Substr
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_names, get_city_scope_paths, get_region_scope_paths
from coalition.choices import COALITION_STATISTICS, ExchangeKind, MembershipRole, PartnerKind, RelationKind
from coalition.models import Exchange, ExchangeCity, ExchangeRelation, Membership, Network, Partner
from records.choices import Status
from records.models import Theme
from records.texts.formats import format_number
from stats.aggregations import (
    Aggregation,
    UnionAggregation,
    build_aggregation_statistic,
    count_repeated,
    format_in_sentence,
    make_title_lookup,
    sum_records,
)
from stats.choices import Chart
from stats.definitions import HUB, Code, Dimension, StatisticResult, register

_YEAR = Dimension(_("Year"), empty=_("Year not known"))
_THEME = Dimension(_("Theme"), names=make_title_lookup(Theme))


def select_current_memberships() -> "QuerySet[Membership]":
    """Return the memberships that have not ended."""
    return Membership.objects.published().filter(left="")


def select_memberships_with_year() -> "QuerySet[Membership]":
    """Return all memberships, including ended ones, annotated with `year` of joining."""
    return Membership.objects.published().annotate(year=_build_year("joined"))


def select_partners() -> "QuerySet[Partner]":
    return Partner.objects.published().annotate(year=_build_year("since"))


def _build_year(date: str) -> Cast:
    """Return the year of a stated date as a number; None without a date."""
    return Cast(NullIf(Substr(date, 1, 4), Value("")), SmallIntegerField())


def select_exchanges() -> "QuerySet[Exchange]":
    return Exchange.objects.published()


def select_participations() -> "QuerySet[ExchangeCity]":
    return ExchangeCity.objects.filter(exchange__status=Status.PUBLISHED)


def select_city_pairs() -> "QuerySet[ExchangeRelation]":
    """Return the pairs of cities of which one learned from the other, or both did.

    Two cities that only took part in the same webinar or programme are none.
    """
    return ExchangeRelation.objects.filter(exchange__status=Status.PUBLISHED).exclude(
        kind=RelationKind.TOOK_PART_TOGETHER
    )


# -- Headlines --------------------------------------------------------------------------------------------


def describe_members(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return gettext("No network members yet")
    endorsing = sum_records(
        [result for result in results if result.dimensions["role"] == MembershipRole.ENDORSING]
    )
    return ngettext(
        "%(n)s membership in city networks, %(endorsing)s as endorser",
        "%(n)s memberships in city networks, %(endorsing)s as endorsers",
        count,
    ) % {"n": format_number(count), "endorsing": format_number(endorsing)}


def describe_joining_years(results: Sequence[StatisticResult]) -> str:
    count, undated = sum_records(results), _count_undated(results)
    if not count:
        return gettext("No network members yet")
    if undated == count:
        return gettext("Years of joining not known")
    return _add_undated(
        ngettext(
            "Year of joining known for %(dated)s membership",
            "Year of joining known for %(dated)s memberships",
            count - undated,
        )
        % {"dated": format_number(count - undated)},
        undated,
    )


def describe_partners(results: Sequence[StatisticResult]) -> str:
    count, undated = sum_records(results), _count_undated(results)
    if not count:
        return gettext("No partners yet")
    return _add_undated(
        ngettext("%(n)s partner", "%(n)s partners", count) % {"n": format_number(count)},
        undated,
    )


def _count_undated(results: Sequence[StatisticResult]) -> int:
    return sum_records([result for result in results if not result.dimensions["year"]])


def _add_undated(sentence: str, undated: int) -> str:
    if not undated:
        return sentence
    return ngettext(
        "%(sentence)s; year not known for %(undated)s",
        "%(sentence)s; year not known for %(undated)s",
        undated,
    ) % {"sentence": sentence, "undated": format_number(undated)}


def describe_exchange_themes(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return gettext("No exchanges between cities yet")
    counts: dict[Code, int] = {}
    for result in results:
        counts[result.dimensions["theme"]] = counts.get(result.dimensions["theme"], 0) + result.n
    first, *others = sorted(counts.items(), key=lambda pair: -pair[1])
    if others and others[0][1] == first[1]:
        return ngettext(
            "%(n)s exchange between cities",
            "%(n)s exchanges between cities",
            count,
        ) % {"n": format_number(count)}
    return ngettext(
        "%(value)s of %(n)s exchange is about %(theme)s",
        "%(value)s of %(n)s exchanges are about %(theme)s",
        count,
    ) % {
        "value": format_number(first[1]),
        "n": format_number(count),
        "theme": format_in_sentence(make_title_lookup(Theme)([first[0]]).get(first[0], first[0])),
    }


def describe_city_pairs(results: Sequence[StatisticResult]) -> str:
    if not results:
        return gettext("No cities known to have learned from each other yet")
    pairs = len(results)
    again = count_repeated(results)
    if not again:
        return ngettext(
            "%(pairs)s pair of cities learned from each other or exchanged experience, once",
            "%(pairs)s pairs of cities learned from each other or exchanged experience, once each",
            pairs,
        ) % {"pairs": format_number(pairs)}
    if pairs == 1:
        return gettext("1 pair of cities learned from each other or exchanged experience more than once")
    return gettext(
        "%(pairs)s pairs of cities learned from each other or exchanged experience, "
        "%(again)s of them more than once"
    ) % {"pairs": format_number(pairs), "again": format_number(again)}


# -- Statistics -------------------------------------------------------------------------------------------

_BY_NETWORK = {"network": "network__slug", "role": "role"}

_MEMBERS = Aggregation(select_current_memberships, by=_BY_NETWORK, scope_paths=get_region_scope_paths())
_MEMBERS_BY_YEAR = Aggregation(
    select_memberships_with_year, by={**_BY_NETWORK, "year": "year"}, scope_paths={HUB: ()}
)
_PARTNERS = Aggregation(select_partners, by={"kind": "kind", "year": "year"}, scope_paths={HUB: ()})
_EXCHANGES_BY_THEME = UnionAggregation(
    [
        Aggregation(
            select_exchanges,
            by={"theme": "theme__slug", "kind": "kind"},
            scope_paths={HUB: (), "theme": ["theme__slug"]},
        ),
        # An exchange counts once in a city, even if two of its districts took part.
        Aggregation(
            select_participations,
            by={"theme": "exchange__theme__slug", "kind": "exchange__kind"},
            scope_paths={kind: paths for kind, paths in get_city_scope_paths().items() if kind != HUB},
            distinct=("exchange", Exchange),
        ),
    ]
)
_CITY_PAIRS = Aggregation(
    select_city_pairs,
    by={"city": "city__slug", "other": "other__slug"},
    scope_paths={
        HUB: (),
        "theme": ["exchange__theme__slug"],
        "city": ["city__slug", "city__parent__slug", "other__slug", "other__parent__slug"],
    },
    distinct=("exchange", Exchange),
)

_NETWORK = Dimension(_("Network"), names=make_title_lookup(Network))
_ROLE = Dimension(_("Role"), choices=MembershipRole)
_PAIR_DIMENSIONS = {
    "city": Dimension(_("City"), names=get_city_names),
    "other": Dimension(_("Other city"), names=get_city_names),
}

register(
    build_aggregation_statistic(
        _MEMBERS,
        key="members",
        title=_("Network members"),
        group=COALITION_STATISTICS,
        unit=pgettext_lazy("units", "memberships"),
        formula=_(
            "Current memberships, counted by network and role. Total: %(n)s. A city in two networks is "
            "counted in each. In the API: memberships with left null."
        ),
        depends_on=(Membership, Network, City, Region),
        dimensions={"network": _NETWORK, "role": _ROLE},
        headline=describe_members,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _MEMBERS_BY_YEAR,
        key="members-by-year",
        title=_("Network members by year of joining"),
        group=COALITION_STATISTICS,
        unit=pgettext_lazy("units", "memberships"),
        formula=_(
            "All published memberships, including those that have ended, counted by network, role and year "
            "of joining. Total: %(n)s. Those without a known year are counted separately. In the API: the "
            "year in joined."
        ),
        depends_on=(Membership, Network),
        dimensions={"network": _NETWORK, "role": _ROLE, "year": _YEAR},
        headline=describe_joining_years,
        chart=Chart.COLUMNS,
        order=20,
    ),
    build_aggregation_statistic(
        _PARTNERS,
        key="partners-by-year",
        title=_("Coalition partners by year"),
        group=COALITION_STATISTICS,
        unit=pgettext_lazy("units", "partners"),
        formula=_(
            "Published partners, counted by type and start year. Total: %(n)s. In the API: the year in since."
        ),
        depends_on=(Partner,),
        dimensions={"kind": Dimension(_("Type"), choices=PartnerKind), "year": _YEAR},
        headline=describe_partners,
        chart=Chart.COLUMNS,
        order=30,
    ),
    build_aggregation_statistic(
        _EXCHANGES_BY_THEME,
        key="city-exchanges-by-theme",
        title=_("Exchanges between cities by theme"),
        group=COALITION_STATISTICS,
        unit=pgettext_lazy("units", "exchanges"),
        formula=_(
            "Published exchanges, counted by theme and type. Total: %(n)s. For a city or "
            "region: exchanges in which it, or a city or district within it, took part, each "
            "counted once."
        ),
        depends_on=(Exchange, ExchangeCity, City, Region, Theme),
        dimensions={"theme": _THEME, "kind": Dimension(_("Type"), choices=ExchangeKind)},
        headline=describe_exchange_themes,
        chart=Chart.BAR,
        order=40,
    ),
    build_aggregation_statistic(
        _CITY_PAIRS,
        key="city-exchange-pairs",
        title=_("Cities that learned from each other"),
        group=COALITION_STATISTICS,
        unit=pgettext_lazy("units", "exchanges"),
        formula=_(
            "For each pair of cities of which one learned from the other, or that exchanged experience: the "
            "published exchanges that say so. The numbers add up to %(n)s. Cities that only took part in the "
            "same exchange are not a pair. In the API: relations of exchanges with kind learned_from or "
            "exchanged_with."
        ),
        depends_on=(Exchange, ExchangeRelation, City, Theme),
        dimensions=_PAIR_DIMENSIONS,
        headline=describe_city_pairs,
        chart=Chart.PAIRS,
        order=50,
    ),
)
