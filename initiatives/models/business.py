"""Circular businesses."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models import City
from initiatives.choices import Sector
from records.choices import SourceType
from records.fields import TextListField, TranslatedField
from records.models import Figure, Record, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import build_year_constraint
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import BytewiseCollation, build_name_index, build_year_order
from records.page_urls import build_page_url
from records.validators import year_validators

_NEWEST_FIRST = (build_year_order("year").desc(), BytewiseCollation("title_en"))


class BusinessInitiativeQuerySet(RecordQuerySet):
    def newest_first(self) -> "BusinessInitiativeQuerySet":
        """By year; those without a year come last."""
        return self.order_by(*_NEWEST_FIRST, "pk")


class BusinessInitiative(Record):
    """A circular initiative of a company or an industry, in a city or across the country."""

    type_code = "business"
    place_field = "city"
    country_path = "city__country"
    sourced_fields = {"lede": "lede_sources"}

    title = TranslatedField(_("title"), max_length=300)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="businesses",
    )
    lead = TranslatedField(_("led by"), max_length=200)
    partners = TextListField(_("partners"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    objects: ClassVar[Any] = BusinessInitiativeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("circular business")
        verbose_name_plural = _("circular businesses")
        ordering = ["-year", "slug"]
        indexes = [
            *Record.Meta.indexes,
            build_name_index("title_en"),
            # It also serves the orders by year.
            models.Index(*_NEWEST_FIRST, "id", name="businessinitiative_newest"),
            # For a sector, in its own order and by year. With the state, it also counts the published ones.
            models.Index(
                BytewiseCollation("sector"),
                build_year_order("year"),
                "id",
                include=["status"],
                name="businessinitiative_by_sector",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("sector", Sector, blank=True),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_year_constraint("year"),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("business", self.slug)


class BusinessFigure(Figure):
    """A figure that a circular initiative reports."""

    owner = "business"
    may_be_many = True

    business = models.ForeignKey(
        BusinessInitiative,
        verbose_name=_("circular business"),
        on_delete=models.CASCADE,
        related_name="results",
    )

    class Meta(Figure.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("business")]
