"""Materials, and their flows from one that gives to one that takes."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.choices import FlowStatus, Sector
from initiatives.models.park import IndustrialPark
from records.choices import Attestation, Basis, Evidence, Precision, Unit, WasteArea
from records.fields import TranslatedField
from records.models import Part, Record, codes_only
from records.models.base import years_only
from records.models.figure import Amount, part_key_is_unique

ewc_validator = RegexValidator(
    r"^\d{2} \d{2} \d{2}\*?$", _("Three pairs of digits, with * for hazardous waste, as in “10 01 02”.")
)


def validate_national_code(value: str) -> None:
    """A code of the national solid-waste catalogue.

    General waste: industry (3 digits), serial number (3 digits), class S01 to S99, as in 900-001-S17.
    Hazardous waste: industry, serial number, class HW01 to HW50, as in 900-249-HW08. Both are written
    with or without the hyphens.
    """
    import re

    general = re.fullmatch(r"\d{3}-?\d{3}-?S(0[1-9]|[1-9]\d)", value)
    hazardous = re.fullmatch(r"\d{3}-?\d{3}-?HW(0[1-9]|[1-4]\d|50)", value) or re.fullmatch(
        r"HW(0[1-9]|[1-4]\d|50)-?\d{3}-?\d{3}", value
    )
    if not (general or hazardous):
        raise ValidationError(
            _(
                "“%(value)s” is no code of the national solid-waste catalogue. Write three digits for the "
                "industry, three for the serial number and the class: 900-001-S17, or for hazardous waste "
                "900-249-HW08."
            ),
            code="invalid",
            params={"value": value},
        )


class Material(Record):
    """A by-product, waste, energy or water that can flow from one company to another."""

    type_code = "material"
    needs_sources = False
    sourced_fields = {"ewc_code": "ewc_sources"}

    name = TranslatedField(_("name"), max_length=120)
    waste_area = models.CharField(_("waste area"), max_length=16, choices=WasteArea)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("kind of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kinds",
    )
    ewc_code = models.CharField(
        _("European waste code"), max_length=9, blank=True, default="", validators=[ewc_validator]
    )
    ewc_sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources of the waste code"), blank=True, related_name="+"
    )
    national_code = models.CharField(
        _("national catalogue code"),
        max_length=12,
        blank=True,
        default="",
        validators=[validate_national_code],
        help_text=_("Industry, serial number and class: 900-001-S17; hazardous waste: 900-249-HW08."),
    )
    description = TranslatedField(_("description"))

    class Meta(Record.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["name_en", "slug"]
        constraints = [*Record.Meta.constraints, codes_only("waste_area", WasteArea)]

    def get_absolute_url(self) -> str:
        return reverse("material", args=[self.slug])


class MaterialFlow(Amount, Part):
    """That a material goes from one company or sector to another in a park. The quantity may be unknown."""

    owner = "park"

    park = models.ForeignKey(
        IndustrialPark, verbose_name=_("park"), on_delete=models.CASCADE, related_name="flows"
    )
    material = models.ForeignKey(
        Material, verbose_name=_("material"), on_delete=models.PROTECT, related_name="flows"
    )
    from_name = TranslatedField(_("from"), max_length=200)
    from_sector = models.CharField(
        _("sector that gives"), max_length=24, choices=Sector, blank=True, default=""
    )
    to_name = TranslatedField(_("to"), max_length=200)
    to_sector = models.CharField(
        _("sector that takes"), max_length=24, choices=Sector, blank=True, default=""
    )
    value = models.DecimalField(
        _("quantity"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Empty: the amount is not recorded."),
    )
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, blank=True, default="")
    status = models.CharField(_("status"), max_length=14, choices=FlowStatus)

    class Meta(Part.Meta):
        verbose_name = _("material flow")
        verbose_name_plural = _("material flows")
        constraints = [
            part_key_is_unique("park"),
            codes_only("from_sector", Sector, blank=True),
            codes_only("to_sector", Sector, blank=True),
            codes_only("unit", Unit, blank=True),
            codes_only("basis", Basis, blank=True),
            codes_only("precision", Precision, blank=True),
            codes_only("evidence", Evidence),
            codes_only("attested_by", Attestation),
            codes_only("status", FlowStatus),
            years_only("year"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, unit="") | (Q(value__gte=0) & ~Q(unit="")),
                name="initiatives_materialflow_value_and_unit",
                violation_error_message=_("Give a quantity with its unit, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.from_name} → {self.to_name}"

    @property
    def label(self) -> str:
        return str(self.material.name)
