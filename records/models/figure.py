"""Figures: numbers with unit, period, precision, evidence and source type."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.choices import (
    SIGNED_UNITS,
    AmountType,
    Evidence,
    MeasuredProperty,
    Precision,
    SourceType,
    Unit,
)
from records.fields import DraftOptionalDecimalField, TranslatedField
from records.models.base import FigureFields, Part
from records.models.constraints import (
    build_choices_constraint,
    build_non_negative_constraint,
    build_year_constraint,
)
from records.validators import validate_amount, year_validators


class Amount(models.Model):
    """Fields that figures share with material flows."""

    figure_fields: ClassVar[FigureFields | None] = FigureFields()

    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    amount_type = models.CharField(
        _("type of amount"),
        max_length=12,
        choices=AmountType,
        blank=True,
        default="",
        help_text=_("For amounts of material."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=year_validators,
        help_text=_("Empty: the source gives none."),
    )
    period = TranslatedField(
        _("period"), max_length=200, blank=True, help_text=_("If it is not the whole year.")
    )
    precision = models.CharField(
        _("precision"),
        max_length=10,
        choices=Precision,
        blank=True,
        default="",
        help_text=_("Empty: as given by the source."),
    )
    evidence = models.CharField(_("evidence level"), max_length=12, choices=Evidence, default=Evidence.STATED)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)
    note = TranslatedField(_("note"), blank=True)

    class Meta:
        abstract = True


class Figure(Amount, Part):
    """A number about the record that it belongs to."""

    label = TranslatedField(_("label"), max_length=200)
    measured_property = models.CharField(
        _("what the number is of"),
        max_length=24,
        choices=MeasuredProperty,
        default=MeasuredProperty.OTHER,
        db_default=MeasuredProperty.OTHER,
    )
    value = DraftOptionalDecimalField(
        _("value"), max_digits=20, decimal_places=6, validators=[validate_amount]
    )

    class Meta(Part.Meta):
        abstract = True
        constraints: ClassVar[list[Any]] = [
            build_choices_constraint("measured_property", MeasuredProperty),
            build_choices_constraint("unit", Unit, blank=True),
            build_choices_constraint("amount_type", AmountType, blank=True),
            build_choices_constraint("precision", Precision, blank=True),
            build_choices_constraint("evidence", Evidence),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_year_constraint("year"),
            build_non_negative_constraint("value", unless=Q(unit__in=[*SIGNED_UNITS, Unit.CALENDAR_YEAR])),
            models.CheckConstraint(
                condition=Q(value__range=(Decimal(1900), Decimal(2200))) | ~Q(unit=Unit.CALENDAR_YEAR),
                name="%(app_label)s_%(class)s_calendar_year",
                violation_error_message=_("A year as the value lies between 1900 and 2200."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)


def build_part_key_constraint(owner: str) -> models.UniqueConstraint:
    """A part's key is unique within its record."""
    return models.UniqueConstraint(
        fields=[owner, "key"],
        name=f"%(app_label)s_%(class)s_{owner}_key",
        violation_error_message=_("This record already has a part with that key."),
    )
