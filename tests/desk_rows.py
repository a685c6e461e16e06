"""Rows of each kind for the pages of the desk, and the addresses of these."""

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from accounts.choices import EventKind
from accounts.models import AccountEvent
from cities.models import City, Framework, Indicator, IndicatorValue, Region
from records.choices import Evidence, RevisionKind, SourceType, Status
from records.models import Revision, Source
from records.projections import Timing, get_projections, rebuild_projection
from sample_data import bulk
from tests.factories import (
    make_city,
    make_city_figure,
    make_framework,
    make_indicator_value,
    make_region,
    make_source,
    text,
)
from tests.projections import update_search

INDICATORS = 100

#: Addresses below /admin/ of lists, forms and pages that confirm. {city}: with all values and revisions.
PAGES = {
    "home": "",
    "list of cities": "cities/city/",
    "list of cities, drafts": "cities/city/?status__exact=draft",
    "list of cities, mine": "cities/city/?mine=1",
    "list of cities, of a region": "cities/city/?region__id__exact={region}",
    "list of cities, by name": "cities/city/?o=1",
    "list of cities, by state": "cities/city/?o=5",
    "list of cities, by change": "cities/city/?o=-7",
    "list of cities, found": "cities/city/?q=the-city",
    "list of cities, second page": "cities/city/?p=2",
    "list of cities, deleted": "cities/city/deleted/",
    "list of values": "cities/indicatorvalue/",
    "list of values of a city": "cities/indicatorvalue/?city__id__exact={city}",
    "list of values of a year": "cities/indicatorvalue/?year=1950",
    "list of sources": "records/source/",
    "list of revisions": "records/revision/",
    "list of revisions of a type": "records/revision/?record_type=city",
    "list of publications": "records/publication/",
    "list of publications, found": "records/publication/?q=the-city",
    "list of uses of sources": "records/sourceuse/",
    "list of figures": "records/figureentry/",
    "account log": "accounts/accountevent/",
    "account log of an account": "accounts/accountevent/?account=editor-1",
    "missing Chinese": "missing-chinese/",
    "find": "find/?q=the-city",
    "find many": "find/?q=city",
    "suggestions": "find/suggestions/?q=the-city",
    "choices": "cities/city/choices/?app_label=cities&model_name=indicatorvalue&field_name=city&term=the",
    "form of a city": "cities/city/{city}/change/",
    "form of a new city": "cities/city/add/",
    "form of a value": "cities/indicatorvalue/{value}/change/",
    "form of a source": "records/source/{source}/change/",
    "form of a part": "cities/city/{city}/key_facts/area/",
    "deletion of a city": "cities/city/{city}/delete/",
    "deletion of a source": "records/source/{source}/delete/",
    "withdrawal of a city": "cities/city/{small_city}/withdraw/",
    # With 10,000 values it is refused in words, because it would hold up all writers for too long.
    "withdrawal of a city with all values": "cities/city/{city}/withdraw/",
    "withdrawal of a source": "records/source/{source}/withdraw/",
    "history of a city": "cities/city/{city}/history/",
    "history of a source": "records/source/{source}/history/",
}


class DeskRows:
    """Cities, drafts, values and revisions of one city, uses of one source, entries of logs: so many of each.

    Nine of ten of the drafts are still to be finished; the others are in review.
    """

    def __init__(self) -> None:
        self.user = User.objects.create(username="superuser", is_staff=True, is_superuser=True)
        self.source: Source = make_source("everything")
        self.region: Region = make_region()
        framework = make_framework()
        self.indicators = [self._build_indicator(framework, number) for number in range(INDICATORS)]
        bulk.publish_rows(self.indicators, self.source)
        self.city: City = make_city("the-city", **text("name", "The city", "大城"), region=self.region)
        make_city_figure(self.city, "area")
        self.small_city: City = make_city("a-small-city", region=self.region)
        for indicator in self.indicators[:3]:
            make_indicator_value(indicator, self.small_city)
        self.number = 0

    def grow(self, number: int) -> None:
        """Bring all kinds up to this number."""
        numbers = range(self.number, number)
        self._publish_cities(numbers)
        self._write_drafts(numbers)
        bulk.publish_rows([self._build_value(one) for one in numbers], self.source)
        self._write_revisions(numbers)
        AccountEvent.objects.bulk_create(
            AccountEvent(kind=EventKind.SIGNED_IN, account=f"editor-{one % 2}", actor=f"editor-{one % 2}")
            for one in numbers
        )
        for projection in get_projections(Timing.AT_ONCE).values():
            rebuild_projection(projection)
        bulk.update_sequences_and_statistics([City, IndicatorValue])
        update_search()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.number = number

    def get_keys(self) -> dict[str, int]:
        """Return what `PAGES` names."""
        # Not one that has the key of the city, whose revisions are nearly all that there are.
        value = IndicatorValue.objects.latest("pk")
        named = {"city": self.city, "small_city": self.small_city, "source": self.source}
        named |= {"region": self.region, "value": value}
        return {name: row.pk for name, row in named.items()}

    def _publish_cities(self, numbers: range) -> None:
        # Half of them have a text in English only.
        cities = [self._build_city("city", one) for one in numbers]
        for city in cities[::2]:
            city.lede_en = "A city of the sample."
        bulk.publish_rows(cities, self.source)

    def _write_drafts(self, numbers: range) -> None:
        """Add drafts of the account, half as many."""
        now = timezone.now()
        newest = City.objects.order_by("-pk")[0].pk
        drafts = [self._build_city("draft", one) for one in numbers[::2]]
        for pk, draft in enumerate(drafts, start=newest + 1):
            draft.pk, draft.status, draft.updated_at = pk, Status.DRAFT, now
            draft.status = Status.DRAFT
        bulk.insert_rows(drafts)
        Revision.objects.bulk_create(
            Revision(
                record_type=City.type_code, object_id=draft.pk, slug=draft.slug, version=draft.version,
                status=draft.status, data={}, at=now, by=self.user, writer=self.user.username,
            )
            for draft in drafts
        )  # fmt: skip

    def _build_city(self, word: str, number: int) -> City:
        names = text("name", f"{word.capitalize()} {number}", f"样本{number}")
        return City(slug=f"{word}-{number}", kind="county", country="CN", region=self.region, **names)

    def _build_indicator(self, framework: Framework, number: int) -> Indicator:
        named = text("name", f"Indicator {number}", f"指标{number}")
        return Indicator(
            slug=f"indicator-{number}", framework=framework, unit="percent", waste_area="industrial",
            direction="lower_is_better", obligation="mandatory", **named,
        )  # fmt: skip

    def _build_value(self, number: int) -> IndicatorValue:
        return IndicatorValue(
            slug=f"value-{number}", city=self.city, indicator=self.indicators[number % INDICATORS],
            year=1950 + number // INDICATORS, value=number, evidence=Evidence.STATED,
            source_type=SourceType.HUB_PAGE_ONLY,
        )  # fmt: skip

    def _write_revisions(self, numbers: range) -> None:
        """Add revisions of the city by the account."""
        newest = Revision.objects.of(self.city)[0]
        now = timezone.now()
        Revision.objects.bulk_create(
            Revision(
                record_type=City.type_code, object_id=self.city.pk, slug=self.city.slug, version=one + 2,
                status=newest.status, data=newest.data, kind=RevisionKind.UPDATE, at=now,
                by=self.user, writer=self.user.username,
            )
            for one in numbers
        )  # fmt: skip
