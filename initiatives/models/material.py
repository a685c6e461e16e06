"""Materials and material flows."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.choices import FacilityKind, FlowStatus, QuantityOf, Sector
from initiatives.models.park import IndustrialPark
from records.choices import AmountType, Evidence, Precision, SourceType, Status, Unit, WasteArea
from records.fields import SourcesField, TranslatedField
from records.models import OtherName, Part, Record, build_choices_constraint
from records.models.base import FigureFields, RecordQuerySet
from records.models.constraints import build_non_negative_constraint, build_year_constraint
from records.models.figure import Amount, build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.models.related_counts import count_related
from records.ordering import build_name_index, build_number_index, build_part_index
from records.page_urls import build_page_url
from records.texts.formats import join_label
from records.validators import validate_amount, validate_parent

ewc_validator = RegexValidator(
    r"^[0-9]{2} [0-9]{2} [0-9]{2}\*?\Z",
    _("Three pairs of digits, with * for hazardous waste, as in “10 01 02”."),
)


_GENERAL_WASTE = re.compile(r"\d{3}-?\d{3}-?S(?!00)\d{2}", re.ASCII)
_HAZARDOUS_WASTE = re.compile(r"\d{3}-?\d{3}-?(0[1-9]|[1-4]\d|50)|HW(0[1-9]|[1-4]\d|50)", re.ASCII)


def validate_national_code(value: str) -> None:
    """Accept a code of the national solid-waste catalogue, with or without hyphens.

    Nine characters: industry (3 digits), serial number (3 digits), class S01 to S99: 900-001-S17.
    Hazardous waste has its code of the national list instead (900-249-08), or its class alone (HW08).
    """
    if not (_GENERAL_WASTE.fullmatch(value) or _HAZARDOUS_WASTE.fullmatch(value)):
        raise ValidationError(
            _(
                "“%(value)s” is no code of the national solid-waste catalogue. Write three digits for the "
                "industry, three for the serial number and the class, as in 900-001-S17; for hazardous "
                "waste its own code, as in 900-249-08 or HW08."
            ),
            code="invalid",
            params={"value": value},
        )


class MaterialQuerySet(RecordQuerySet):
    def with_counts(self) -> "MaterialQuerySet":
        """With `flow_count` and `park_count`: the number of flows in published parks, and of these parks."""
        public = {"park__status": Status.PUBLISHED}
        return self.annotate(
            flow_count=count_related(self.model, "flows", **public),
            park_count=count_related(self.model, "flows", "park", **public),
        )


class Material(Record):
    """A by-product, waste, energy or water that can flow from one company to another."""

    type_code = "material"
    shows_statistics = False
    #: In a list, the sectors that receive it, as text.
    takers: str = ""
    needs_sources = False
    sourced_fields = {"ewc_code": "ewc_sources", "lede": "lede_sources"}

    name = TranslatedField(_("name"), max_length=120)
    waste_area = models.CharField(
        _("waste area"),
        max_length=16,
        choices=WasteArea,
        blank=True,
        default="",
        help_text=_("Empty if it isn’t waste, such as steam, reclaimed water or a product."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("type of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kinds",
    )
    ewc_code = models.CharField(
        _("European waste code"), max_length=9, blank=True, default="", validators=[ewc_validator]
    )
    ewc_sources = SourcesField(_("sources of the waste code"))
    national_code = models.CharField(
        _("national waste code"),
        max_length=12,
        blank=True,
        default="",
        validators=[validate_national_code],
        help_text=_("Industry, serial number and class: 900-001-S17; hazardous waste: 900-249-08 or HW08."),
    )
    treated_by = models.CharField(
        _("treated in"),
        max_length=20,
        choices=FacilityKind,
        blank=True,
        default="",
        help_text=_("The kind of facility that treats it; its page lists them."),
    )
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    description = TranslatedField(_("description"))

    objects: ClassVar[Any] = MaterialQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("waste_area", WasteArea, blank=True),
            build_choices_constraint("treated_by", FacilityKind, blank=True),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="initiatives_material_not_its_own_parent",
                violation_error_message=_("A material can't be a kind of itself."),
            ),
        ]

    def clean(self) -> None:
        validate_parent(self, _("“%(parent)s” is a kind of this material already."))

    def get_absolute_url(self) -> str:
        return build_page_url("material", self.slug)

    @property
    def is_hazardous(self) -> bool:
        """Whether one of its waste codes is that of hazardous waste. Without a code it isn't known."""
        return self.ewc_code.endswith("*") or bool(_HAZARDOUS_WASTE.fullmatch(self.national_code))


class MaterialName(OtherName):
    owner = "material"

    material = models.ForeignKey(
        Material, verbose_name=_("material"), on_delete=models.CASCADE, related_name="other_names"
    )

    class Meta(OtherName.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [*OtherName.Meta.constraints, build_part_key_constraint("material")]


def build_amount_order() -> Any:
    """Return the order of flows by which those with an amount of the material itself come first."""
    is_amount = models.Q(value__isnull=False, quantity_of=QuantityOf.MATERIAL)
    return models.Case(models.When(is_amount, then=0), default=1, output_field=models.SmallIntegerField())


class MaterialFlowQuerySet(models.QuerySet):
    def published(self) -> "MaterialFlowQuerySet":
        """Flows of published parks, with material, park and city."""
        return self.filter(park__status=Status.PUBLISHED).select_related("material", "park__city__parent")

    def precedents_of(self, park: IndustrialPark) -> "MaterialFlowQuerySet":
        """Flows of the same materials in other published parks: the precedents of a park."""
        return self.published().filter(material__in=park.flows.values("material")).exclude(park=park)


class MaterialFlow(Amount, Part):
    """A material that goes from one company or sector to another in a park. The quantity may be unknown."""

    owner = "park"
    may_be_many = True
    figure_fields = FigureFields(labels=("from_name", "to_name"), variable="material")

    # Park and material have no index of their own: others begin with them.
    park = models.ForeignKey(
        IndustrialPark, verbose_name=_("park"), on_delete=models.CASCADE, related_name="flows", db_index=False
    )
    material = models.ForeignKey(
        Material, verbose_name=_("material"), on_delete=models.PROTECT, related_name="flows", db_index=False
    )
    from_name = TranslatedField(_("from"), max_length=200)
    from_sector = models.CharField(
        _("supplying sector"), max_length=24, choices=Sector, blank=True, default=""
    )
    to_name = TranslatedField(_("to"), max_length=200)
    to_sector = models.CharField(_("receiving sector"), max_length=24, choices=Sector, blank=True, default="")
    value = models.DecimalField(
        _("quantity"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[validate_amount],
        help_text=_("Empty: amount not known."),
    )
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, blank=True, default="")
    quantity_of = models.CharField(
        _("quantity of"),
        max_length=20,
        choices=QuantityOf,
        blank=True,
        default="",
        help_text=_("Only a quantity of the material itself is drawn to scale. Empty: not checked."),
    )
    in_larger_flow = models.BooleanField(
        _("part of a larger flow"),
        default=False,
        help_text=_("The quantity is contained in that of another flow of this park."),
    )
    direction_known = models.BooleanField(
        _("direction known"),
        default=True,
        help_text=_("Off: the source relates the two, and doesn't say who supplies whom."),
    )
    loop_of = TranslatedField(
        _("what comes back"),
        max_length=100,
        blank=True,
        help_text=_(
            "What returns to the first supplier by this flow and the others with these words: alkali. "
            "Empty: nothing."
        ),
    )
    returns_as = TranslatedField(
        _("what a note says comes back"),
        max_length=100,
        blank=True,
        help_text=_(
            "What goes back to the supplier as the source says, without a flow of its own: ingots. "
            "Empty: nothing."
        ),
    )
    status = models.CharField(_("status"), max_length=14, choices=FlowStatus)

    objects: ClassVar[Any] = MaterialFlowQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = _("material flow")
        verbose_name_plural = _("material flows")
        indexes = [
            build_part_index("park"),
            build_number_index("value"),
            models.Index(
                models.F("material_id"),
                build_amount_order(),
                models.F("to_sector"),
                models.F("id"),
                name="%(class)s_by_material",
            ),
        ]
        constraints = [
            build_part_key_constraint("park"),
            build_choices_constraint("from_sector", Sector, blank=True),
            build_choices_constraint("to_sector", Sector, blank=True),
            build_choices_constraint("unit", Unit, blank=True),
            build_choices_constraint("amount_type", AmountType, blank=True),
            build_choices_constraint("precision", Precision, blank=True),
            build_choices_constraint("evidence", Evidence),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_choices_constraint("quantity_of", QuantityOf, blank=True),
            build_choices_constraint("status", FlowStatus, blank=True),
            build_year_constraint("year"),
            build_non_negative_constraint("value"),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & Q(unit="")) | (Q(value__isnull=False) & ~Q(unit="")),
                name="initiatives_materialflow_value_and_unit",
                violation_error_message=_("Give a quantity with its unit, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(quantity_of="", in_larger_flow=False) | Q(value__isnull=False),
                name="initiatives_materialflow_quantity_of_value",
                violation_error_message=_("Say what the quantity is only if there is one."),
            ),
        ]

    def __str__(self) -> str:
        return join_label(self.material, f"{self.from_name} → {self.to_name}")

    @property
    def label(self) -> str:
        return str(self.material.name)

    @property
    def is_amount_of_material(self) -> bool:
        """Whether the quantity counts the material itself, not a product, a capacity or a total."""
        return self.value is not None and self.quantity_of == QuantityOf.MATERIAL
