"""Networks with their aims and members, partners, and resources for cities."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.choices import (
    AimKind,
    MembershipRole,
    PartnerKind,
    ResourceKind,
)
from records.choices import SourceType
from records.fields import SourcesField, StatedDateField, TextListField, TranslatedField
from records.models import OtherName, Part, Record, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import (
    build_date_constraint,
    build_date_order_constraint,
    build_url_constraint,
    build_year_constraint,
)
from records.models.figure import build_part_key_constraint
from records.ordering import build_date_index, build_name_index, build_year_index
from records.page_urls import build_page_url
from records.texts.translation import Text, get_text
from records.validators import validate_web_address, year_validators


class NetworkQuerySet(RecordQuerySet):
    def coalition(self) -> Any:
        """The network that this site belongs to, or None."""
        return self.filter(is_coalition=True).first()


class Network(Record):
    """An association of cities: ICLEI, or the Green Circular Cities Coalition."""

    type_code = "network"
    sourced_fields = {"definition": "definition_sources", "open_to": "open_to_sources"}
    unfiltered_fields = ("is_coalition", "launched_on", "operator_since", "preparation_since")

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
    definition_sources = SourcesField(_("sources of the definition"))
    focus_regions = TextListField(_("focus regions"))
    open_to = TextListField(_("open to"))
    open_to_sources = SourcesField(_("sources of who may join"))
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

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
            build_choices_constraint("source_type", SourceType, blank=True),
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
        constraints = [
            build_part_key_constraint("network"),
            build_choices_constraint("kind", AimKind, blank=True),
        ]


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

    # Without an index of its own: that of the unique constraint begins with it.
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="memberships",
        db_index=False,
    )
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole)
    joined = StatedDateField(_("joined"))
    left = StatedDateField(_("left"))
    note = TranslatedField(_("note"), blank=True)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    class Meta(Record.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["network", "city__name_en", "pk"]
        indexes = [*Record.Meta.indexes, build_date_index("joined")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("role", MembershipRole, blank=True),
            build_choices_constraint("source_type", SourceType, blank=True),
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
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    class Meta(Record.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", PartnerKind, blank=True),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_date_constraint("since"),
            build_url_constraint("url"),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("partner", self.slug)


class PartnerName(OtherName):
    owner = "partner"

    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="other_names"
    )

    class Meta(OtherName.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [*OtherName.Meta.constraints, build_part_key_constraint("partner")]


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
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), build_year_index("year")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", ResourceKind, blank=True),
            build_year_constraint("year"),
            build_url_constraint("url"),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('coalition')}#{self.anchor}"
