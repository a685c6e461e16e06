"""Exchanges between cities, and events."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.choices import (
    ExchangeKind,
    ExchangeRole,
    RelationKind,
)
from coalition.models.network import Network, Partner
from coalition.models.programme import Programme
from records.choices import SourceType
from records.fields import DraftOptionalForeignKey, StatedDateField, TranslatedField
from records.models import Link, Part, Record, Theme, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import (
    build_date_constraint,
    build_date_order_constraint,
)
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import build_date_index, build_name_index
from records.page_urls import build_page_url

#: Cities in an entry of a list, and one more, which tells that there are others.
CITIES_IN_LIST = 20


class ExchangeQuerySet(RecordQuerySet):
    def for_list(self, places: Any = None) -> "ExchangeQuerySet":
        """Newest first, with the theme and the `links` to the first cities, which an entry shows.

        They include those to `places`, of which the entry says that they took part.
        """
        position = models.Window(RowNumber(), partition_by=["exchange"], order_by=["position", "pk"])
        is_shown = Q(number__lte=CITIES_IN_LIST + 1)
        if places is not None:
            is_shown |= Q(city__in=places)
        links = ExchangeCity.objects.annotate(number=position).filter(is_shown).select_related("city__parent")
        return (
            self.select_related("theme")
            .prefetch_related(Prefetch("cities", links, to_attr="links"))
            .order_by("-starts", "slug", "pk")
        )


class Exchange(Record):
    """An exchange in which cities learn from each other."""

    type_code = "exchange"
    sourced_fields = {"lede": "lede_sources"}

    title = TranslatedField(_("title"), max_length=300)
    kind = models.CharField(_("type"), max_length=24, choices=ExchangeKind)
    theme = DraftOptionalForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="+"
    )
    partners = models.ManyToManyField(
        Partner, verbose_name=_("partners"), blank=True, related_name="exchanges"
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exchanges",
        db_index=False,  # few networks have most exchanges
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exchanges",
    )
    programme_note = TranslatedField(_("programme in words"), max_length=300, blank=True)
    starts = StatedDateField(_("from"))
    ends = StatedDateField(_("to"))
    is_open_request = models.BooleanField(
        _("open request"), default=False, help_text=_("A city seeks others; none has been found yet.")
    )
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))
    outcome = TranslatedField(_("outcome"), blank=True)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    objects: ClassVar[Any] = ExchangeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        ordering = ["-starts", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), build_date_index("starts")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", ExchangeKind, blank=True),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_date_constraint("starts"),
            build_date_constraint("ends"),
            build_date_order_constraint("starts", "ends"),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("exchange", self.slug)


class ExchangeCity(Link):
    """A city that takes part in an exchange, with its role."""

    owner = "exchange"

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="cities"
    )
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=ExchangeRole)
    note = TranslatedField(_("note"), max_length=300, blank=True, help_text=_("What the city did."))

    class Meta(Link.Meta):
        verbose_name = _("city of an exchange")
        verbose_name_plural = _("cities of the exchange")
        constraints = [
            build_choices_constraint("role", ExchangeRole, blank=True),
            models.UniqueConstraint(
                fields=["exchange", "city"],
                name="coalition_exchangecity_once",
                violation_error_message=_("This city is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} ({self.get_role_display()})"


class ExchangeRelation(Link):
    """Two cities that an exchange relates: `city` learned from `other`, or both took part together."""

    owner = "exchange"

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind)
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(City, verbose_name=_("other city"), on_delete=models.PROTECT, related_name="+")

    class Meta(Link.Meta):
        verbose_name = _("relation of two cities")
        verbose_name_plural = _("relations of cities")
        constraints = [
            build_choices_constraint("kind", RelationKind, blank=True),
            models.UniqueConstraint(
                fields=["exchange", "city", "other"],
                name="coalition_exchangerelation_once",
                violation_error_message=_("These two cities are related already."),
            ),
            models.CheckConstraint(
                condition=~Q(other=models.F("city")),
                name="coalition_exchangerelation_two_cities",
                violation_error_message=_("A city can't learn from itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} {self.get_kind_display()} {self.other}"


class ExchangeCandidate(Part):
    """A city from which the city of an open request could learn, and why. It takes no part yet."""

    owner = "exchange"
    may_be_many = True

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="candidates"
    )
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="+")
    reason = TranslatedField(_("reason"))

    class Meta(Part.Meta):
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [build_part_key_constraint("exchange")]

    def __str__(self) -> str:
        return str(self.city)


class Event(Record):
    """A past or future event."""

    type_code = "event"
    sourced_fields = {"lede": "lede_sources"}
    unfiltered_fields = ("cities", "end")  # lists have the filter `city`

    title = TranslatedField(_("title"), max_length=300)
    date = StatedDateField(_("date"))
    end = StatedDateField(_("last day"))
    date_note = TranslatedField(_("note on the date"), blank=True)
    place = TranslatedField(_("place"), max_length=200, blank=True)
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))
    cities = models.ManyToManyField(City, verbose_name=_("cities"), blank=True, related_name="events")

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-date", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), build_date_index("date")]
        constraints = [
            *Record.Meta.constraints,
            build_date_constraint("date"),
            build_date_constraint("end"),
            build_date_order_constraint("date", "end"),
            models.CheckConstraint(
                condition=~Q(date="") | Q(end=""),
                name="coalition_event_last_day_has_a_first",
                violation_error_message=_("A last day needs the first one."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("event", self.slug)


class EventCityNote(Link):
    """What a city did at an event."""

    owner = "event"

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="city_notes"
    )
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="+")
    note = TranslatedField(_("note"), max_length=300)

    class Meta(Link.Meta):
        verbose_name = _("note on a city")
        verbose_name_plural = _("notes on cities")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "city"],
                name="coalition_eventcitynote_once",
                violation_error_message=_("This city is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.note}"
