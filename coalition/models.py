"""Networks and their members, partners, programmes, exchanges between cities, events, resources."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.choices import (
    AimKind,
    ExchangeKind,
    ExchangeRole,
    MembershipRole,
    PartnerKind,
    ProgrammeKind,
    ResourceKind,
)
from records.choices import Attestation
from records.fields import StatedDateField, TextListField, TranslatedField
from records.models import Figure, Link, Part, Record, Theme, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import (
    build_date_constraint,
    build_date_order_constraint,
    build_url_constraint,
    build_year_constraint,
)
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import build_date_indexes, build_name_index, build_year_indexes
from records.translation import Text, get_text
from records.validators import validate_web_address, year_validators


class NetworkQuerySet(RecordQuerySet):
    def coalition(self) -> Any:
        """The network that this site belongs to, or None."""
        return self.filter(is_coalition=True).first()


class Network(Record):
    """An association of cities: ICLEI, or the Green Circular Cities Coalition."""

    type_code = "network"
    sourced_fields = {"definition": "definition_sources", "open_to": "open_to_sources"}

    name = TranslatedField(_("name"), max_length=200)
    short_name = TranslatedField(_("short name"), max_length=60)
    name_note = TranslatedField(_("note on the name"), blank=True)
    operator = TranslatedField(_("operator"), max_length=400, blank=True)
    operator_since = StatedDateField(_("operator since"))
    preparation_since = StatedDateField(_("in preparation since"))
    launched_on = StatedDateField(_("launched on"))
    launched_at = TranslatedField(_("launched at"), max_length=200, blank=True)
    website = models.URLField(
        _("website"), max_length=300, blank=True, default="", validators=[validate_web_address]
    )
    is_coalition = models.BooleanField(
        _("the Coalition"),
        default=False,
        help_text=_("The network that this site belongs to; other networks are listed after it."),
    )
    summary = TranslatedField(_("summary"), blank=True)
    definition = TranslatedField(_("definition"), blank=True)
    definition_sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources of the definition"), blank=True, related_name="+"
    )
    focus_regions = TextListField(_("focus regions"))
    open_to = TextListField(_("open to"))
    open_to_sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources of who may join"), blank=True, related_name="+"
    )
    attested_by = models.CharField(_("source type"), max_length=14, choices=Attestation)

    objects: ClassVar[Any] = NetworkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_coalition"],
                condition=Q(is_coalition=True),
                name="coalition_network_one_coalition",
                violation_error_message=_("Another network is marked as the Coalition already."),
            ),
            build_choices_constraint("attested_by", Attestation),
            build_date_constraint("operator_since"),
            build_date_constraint("preparation_since"),
            build_date_constraint("launched_on"),
            build_url_constraint("website"),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('coalition')}#{self.anchor}"


class Aim(Part):
    """One aim of a network, as stated on the hub page or on the network's own pages."""

    owner = "network"

    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.CASCADE, related_name="aims"
    )
    kind = models.CharField(_("type"), max_length=10, choices=AimKind)
    text = TranslatedField(_("text"))

    class Meta(Part.Meta):
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        constraints = [build_part_key_constraint("network"), build_choices_constraint("kind", AimKind)]


class RelatedWork(Part):
    """Other work of a network, such as its other regional hubs or an action group of members."""

    owner = "network"

    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.CASCADE, related_name="related"
    )
    name = TranslatedField(_("name"), max_length=200)
    about = TranslatedField(_("about"))

    class Meta(Part.Meta):
        verbose_name = _("related work")
        verbose_name_plural = _("related work")
        constraints = [build_part_key_constraint("network")]


class Membership(Record):
    """The membership of a city in a network, with a role. Dates may be unknown."""

    type_code = "membership"
    country_path = "city__country"

    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.PROTECT, related_name="memberships"
    )
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole)
    joined = StatedDateField(_("joined"))
    left = StatedDateField(_("left"))
    note = TranslatedField(_("note"), blank=True)
    attested_by = models.CharField(_("source type"), max_length=14, choices=Attestation)

    class Meta(Record.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["network", "city__name_en", "pk"]
        indexes = [*Record.Meta.indexes, *build_date_indexes("joined")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("role", MembershipRole),
            build_choices_constraint("attested_by", Attestation),
            build_date_constraint("joined"),
            build_date_constraint("left"),
            build_date_order_constraint("joined", "left"),
            models.UniqueConstraint(
                fields=["network", "city", "role", "joined"],
                name="coalition_membership_once",
                violation_error_message=_("This membership is already recorded."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('coalition')}#{self.anchor}"

    def title_in(self, language: str) -> Text:
        city = get_text(self.city, "name", language)
        network = get_text(self.network, "short_name", language)
        return Text(f"{city}, {network}" if language == "en" else f"{city}（{network}）", city.lang)


class Partner(Record):
    """An organisation that works with the Coalition."""

    type_code = "partner"

    name = TranslatedField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=PartnerKind)
    since = StatedDateField(_("since"))
    url = models.URLField(
        _("website"), max_length=300, blank=True, default="", validators=[validate_web_address]
    )
    about = TranslatedField(_("about"))
    attested_by = models.CharField(_("source type"), max_length=14, choices=Attestation)

    class Meta(Record.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", PartnerKind),
            build_choices_constraint("attested_by", Attestation),
            build_date_constraint("since"),
            build_url_constraint("url"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("partner", args=[self.slug])


class Programme(Record):
    """A programme that designates parks or cities, with its official sizes."""

    type_code = "programme"
    sourced_fields = {"lede": "lede_sources"}

    name = TranslatedField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=16, choices=ProgrammeKind)
    operator = TranslatedField(_("operator"), max_length=400, blank=True)
    starts = StatedDateField(_("from"))
    ends = StatedDateField(_("to"))
    zero_waste_round = models.PositiveSmallIntegerField(
        _("round of the zero-waste programme"),
        default=0,
        validators=[MaxValueValidator(99)],
        help_text=_("1 for the first round; 0 for all other programmes."),
    )
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    about = TranslatedField(_("about"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["zero_waste_round"],
                condition=Q(zero_waste_round__gt=0),
                name="coalition_programme_of_a_round",
                violation_error_message=_("Another programme is this round already."),
            ),
            build_choices_constraint("kind", ProgrammeKind),
            build_date_constraint("starts"),
            build_date_constraint("ends"),
            build_date_order_constraint("starts", "ends"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("programme", args=[self.slug])


class ProgrammeFigure(Figure):
    """An official size of a programme: the number of parks or cities it has designated."""

    owner = "programme"

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.CASCADE, related_name="official_sizes"
    )
    counts_all_named = models.BooleanField(
        _("covers every place selected"),
        default=False,
        help_text=_(
            "The number of places listed here is compared with this total. Only one total can be marked."
        ),
    )

    class Meta(Figure.Meta):
        verbose_name = _("official total")
        verbose_name_plural = _("official totals")
        constraints = [
            *Figure.Meta.constraints,
            build_part_key_constraint("programme"),
            models.CheckConstraint(
                condition=~Q(value=0),
                name="coalition_programmefigure_not_nothing",
                violation_error_message=_("An official size is not 0; leave out what is not known."),
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(counts_all_named=True),
                name="coalition_one_size_counts_all_named",
                violation_error_message=_(
                    "Another official total of this programme already covers every place selected."
                ),
            ),
        ]


class ExchangeQuerySet(RecordQuerySet):
    def for_list(self) -> "ExchangeQuerySet":
        """Newest first, with the theme and the `links` to cities that an entry of a list shows."""
        return (
            self.select_related("theme")
            .prefetch_related(
                Prefetch("cities", ExchangeCity.objects.select_related("city__parent"), to_attr="links")
            )
            .order_by("-starts", "slug", "pk")
        )


class Exchange(Record):
    """An exchange in which cities learn from each other."""

    type_code = "exchange"
    sourced_fields = {"lede": "lede_sources"}

    title = TranslatedField(_("title"), max_length=300)
    kind = models.CharField(_("type"), max_length=24, choices=ExchangeKind)
    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="+")
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
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))
    outcome = TranslatedField(_("outcome"), blank=True)
    attested_by = models.CharField(_("source type"), max_length=14, choices=Attestation)

    objects: ClassVar[Any] = ExchangeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        ordering = ["-starts", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), *build_date_indexes("starts")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", ExchangeKind),
            build_choices_constraint("attested_by", Attestation),
            build_date_constraint("starts"),
            build_date_constraint("ends"),
            build_date_order_constraint("starts", "ends"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("exchange", args=[self.slug])


class ExchangeCity(Link):
    """A city that takes part in an exchange, with its role."""

    owner = "exchange"

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="cities"
    )
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=8, choices=ExchangeRole)

    class Meta(Link.Meta):
        verbose_name = _("city of an exchange")
        verbose_name_plural = _("cities of the exchange")
        constraints = [
            build_choices_constraint("role", ExchangeRole),
            models.UniqueConstraint(
                fields=["exchange", "city"],
                name="coalition_exchangecity_once",
                violation_error_message=_("This city is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} ({self.get_role_display()})"


class EventQuerySet(RecordQuerySet):
    def for_list(self) -> "EventQuerySet":
        """Newest first, with the cities that an entry of a list shows."""
        cities = Prefetch("cities", City.objects.select_related("parent"))
        return self.prefetch_related(cities).order_by("-date", "slug", "pk")


class Event(Record):
    """A past or future event."""

    type_code = "event"
    sourced_fields = {"lede": "lede_sources"}

    title = TranslatedField(_("title"), max_length=300)
    date = StatedDateField(_("date"))
    end = StatedDateField(_("last day"))
    date_note = TranslatedField(_("note on the date"), blank=True)
    place = TranslatedField(_("place"), max_length=200, blank=True)
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))
    cities = models.ManyToManyField(City, verbose_name=_("cities"), blank=True, related_name="events")

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-date", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), *build_date_indexes("date")]
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
        return reverse("event", args=[self.slug])


class Resource(Record):
    """A framework, handbook or report that cities can use."""

    type_code = "resource"

    title = TranslatedField(_("title"), max_length=300)
    kind = models.CharField(_("type"), max_length=12, choices=ResourceKind)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)
    url = models.URLField(
        _("address"), max_length=500, blank=True, default="", validators=[validate_web_address]
    )
    about = TranslatedField(_("about"))

    class Meta(Record.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["title_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), *build_year_indexes("year")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", ResourceKind),
            build_year_constraint("year"),
            build_url_constraint("url"),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('coalition')}#{self.anchor}"
