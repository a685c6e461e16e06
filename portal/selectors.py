"""Queries of the home page. Their number does not depend on the number of records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.db.models import Case, Prefetch, Q, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import City
from cities.place_names import mark_same_cities
from cities.waste.sentences import describe_check, describe_definition
from cities.waste.treatment import CityWaste, fetch_all_waste
from coalition.choices import MembershipRole
from coalition.models import Membership, Network, Programme
from portal.choices import TargetKind
from portal.models import Finding, FindingFigure, Priority, PriorityTarget, SiteText, Target
from records.texts.translation import COLUMNS
from stats.definitions import StatisticResult
from stats.selectors import get_results_by_codes

#: Key of the statistic of progress by target.
TARGETS = "targets"


# -- Targets and priorities -----------------------------------------------------------------------


@dataclass(frozen=True)
class TargetRow:
    """A target with its statistic value; `reading` is None before the first refresh."""

    target: Target
    reading: StatisticResult | None

    @property
    def state(self) -> Any:
        counted = self.reading.value if self.reading else None
        return self.target.state(None if counted is None else float(counted))

    @property
    def programme(self) -> Programme | None:
        """The programme whose size the target states."""
        return self.target.programme if self.target.covers_programme else None

    @property
    def percent(self) -> int | None:
        """Share of a programme that is recorded here; None if nothing is recorded."""
        if self.programme is None or self.reading is None or not self.reading.n or self.target.value <= 0:
            return None
        return round(100 * min(self.reading.n / float(self.target.value), 1))

    @property
    def records_url(self) -> str:
        """URL of the list of counted records; empty if there are none."""
        if self.reading is None or not self.reading.n:
            return ""
        return f"{reverse('statistic_records', args=[TARGETS])}?target={self.target.slug}"


@dataclass(frozen=True)
class PriorityCard:
    priority: Priority
    rows: list[TargetRow]
    url: str
    label: Any


#: The statistic of progress has all targets.
_TARGETS_SHOWN, _PRIORITIES_SHOWN = 30, 8


def get_target_rows() -> dict[int, TargetRow]:
    """Return the published targets with their statistic values, by primary key.

    Of very many, the key figures, then those that are due last.
    """
    is_other = Case(When(key_figure_order=0, then=1), default=0)
    first = Target.objects.published().order_by(is_other, "key_figure_order", "-deadline", "-year", "slug")
    rows = first.select_related("denominator", "programme", "outcome")
    targets = sorted(rows[:_TARGETS_SHOWN], key=lambda target: target.slug)
    readings = get_results_by_codes(TARGETS, [{"target": target.slug} for target in targets])
    counted = {reading.dimensions["target"]: reading for reading in readings}
    return {target.pk: TargetRow(target, counted.get(target.slug)) for target in targets}


def get_priority_cards(rows: dict[int, TargetRow]) -> list[PriorityCard]:
    """Return the priorities in order, each with its targets; baselines are shown in the table only."""
    links = PriorityTarget.objects.filter(target__in=rows).order_by("position", "pk")
    priorities = Priority.objects.published().prefetch_related(Prefetch("targets", links))
    cards = []
    for priority in priorities[:_PRIORITIES_SHOWN]:
        own = [rows[link.target_id] for link in priority.targets.all() if link.target_id in rows]
        shown = [row for row in own if row.target.kind != TargetKind.BASELINE]
        url, label = reverse(priority.list_page), priority.get_list_page_display()
        cards.append(PriorityCard(priority, shown, url, label))
    return cards


def sort_target_rows(rows: dict[int, TargetRow], cards: list[PriorityCard]) -> list[TargetRow]:
    """Return the targets of the priorities in order, then the others."""
    first = {row.target.pk: row for card in cards for row in card.rows}
    return list({**first, **rows}.values())


# -- Findings -------------------------------------------------------------------------------------

#: Findings on the home page; and how many of those that editors chose are looked at for them.
_FINDINGS_SHOWN, _FINDINGS_READ = 4, 20


def get_home_findings() -> list[Finding]:
    """Return the findings that editors chose for the home page, each with another unit."""
    headline = Prefetch("figures", FindingFigure.objects.all()[:1], to_attr="drawn_figures")
    chosen = Finding.objects.published().filter(home_order__gt=0).prefetch_related(headline)
    by_unit: dict[str, Finding] = {}
    for finding in chosen.order_by("home_order", "slug", "pk")[:_FINDINGS_READ]:
        if finding.headline:
            by_unit.setdefault(finding.headline.unit, finding)
    return list(by_unit.values())[:_FINDINGS_SHOWN]


# -- Leading cities -------------------------------------------------------------------------------


#: The list of cities has all.
_LEADING_CITIES_SHOWN = 12


@dataclass(frozen=True)
class LeadingCityRow:
    """A leading city, with what is known of its waste."""

    city: City
    waste: CityWaste | None


def get_site_text() -> SiteText | None:
    return SiteText.objects.published().first()


def get_leading_cities(hub: SiteText | None) -> list[LeadingCityRow]:
    if hub is None:
        return []
    first = hub.leading_cities.order_by("position", "pk")
    order = dict(first.values_list("city", "position")[:_LEADING_CITIES_SHOWN])
    cities = City.objects.published().with_place().filter(pk__in=order)
    mark_same_cities(cities)
    waste = fetch_all_waste()
    return [
        LeadingCityRow(city, waste.get(city.pk))
        for city in sorted(cities, key=lambda city: (order[city.pk], city.pk))
    ]


def describe_leading_waste(rows: Iterable[LeadingCityRow]) -> list[str]:
    """Return the sentences that the small drawings of these cities need; none if there are none."""
    known = [row.waste for row in rows if row.waste and row.waste.has_both]
    if not known:
        return []
    years = {"first": known[0].first_year, "last": known[0].last_year}
    what = _(
        "Where municipal waste went in %(first)s and %(last)s: up is burned, down is sanitary landfill,"
        " straight on is treated in other ways."
    )
    return [what % years, describe_definition(known[0]), *dict.fromkeys(map(describe_check, known))]


# -- The Coalition --------------------------------------------------------------------------------


#: Memberships and partners on the home page; the page of the Coalition has more.
_MEMBERSHIPS_SHOWN = 60
ENDORSERS_SHOWN = 12
PARTNERS_SHOWN = 8


def get_coalition_memberships(cities: Iterable[City]) -> list[Membership]:
    """Endorsements of the Coalition and all current memberships of these cities."""
    endorsing = Q(network__is_coalition=True, role=MembershipRole.ENDORSING)
    memberships = list(
        Membership.objects.published()
        .filter(endorsing | Q(city__in=[city.pk for city in cities]), left="")
        .select_related("network", "city__parent", "city__region")
        .order_by("city__name_en", "network__slug", "pk")[:_MEMBERSHIPS_SHOWN]
    )
    mark_same_cities(membership.city for membership in memberships)
    return memberships


def get_coalition() -> Network | None:
    return Network.objects.published().coalition()


def get_endorsers(memberships: list[Membership]) -> list[tuple[Membership, str]]:
    """Endorsing memberships, each with the localized name of its country."""
    language = COLUMNS.get((get_language() or "en").replace("-", "_"), "en")
    countries = Locale.parse(language, sep="-").territories
    return [
        (row, countries.get(row.city.country, row.city.country))
        for row in memberships
        if row.network.is_coalition and row.role == MembershipRole.ENDORSING
    ]
