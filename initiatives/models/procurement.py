"""Green procurement cases with their criteria, outcomes and awards."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Prefetch, Q, When
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.models import Programme
from initiatives.choices import CaseCategory, CriterionKind, ThresholdOperator
from initiatives.figure_groups import EXPECTED_EVIDENCE, MEASURED_EVIDENCE
from initiatives.models.pilot import Award
from records.choices import Unit
from records.fields import TranslatedField
from records.models import Figure, Part, Record, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import SHARE_MESSAGE, build_percentage_constraint, build_year_constraint
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import build_name_index, build_year_index
from records.page_urls import build_page_url
from records.validators import validate_amount, year_validators

_share_validators = [MinValueValidator(0, SHARE_MESSAGE), MaxValueValidator(100, SHARE_MESSAGE)]


class ProcurementCaseQuerySet(RecordQuerySet):
    def for_list(self) -> "ProcurementCaseQuerySet":
        """With city, programme and the list `main_outcomes`, of one: the first measured or expected outcome.

        It is annotated with `is_measured`; measured ones come first.
        """
        outcomes = (
            ProcurementOutcome.objects.filter(evidence__in=(*MEASURED_EVIDENCE, *EXPECTED_EVIDENCE))
            .annotate(is_measured=Case(When(evidence__in=MEASURED_EVIDENCE, then=True), default=False))
            .order_by("-is_measured", "position", "pk")
        )
        return self.select_related("city__parent", "programme").prefetch_related(
            Prefetch("outcomes", outcomes[:1], to_attr="main_outcomes")
        )

    def newest_first(self) -> "ProcurementCaseQuerySet":
        """By year; those without a year come last."""
        return self.order_by(models.F("year").desc(nulls_last=True), "title_en", "pk")


class ProcurementCase(Record):
    """A public purchase with green criteria, as a case that others can follow."""

    type_code = "procurement-case"
    place_field = "city"
    country_path = "city__country"
    sourced_fields = {"lede": "lede_sources"}

    title = TranslatedField(_("title"), max_length=300)
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="procurement_cases"
    )
    authority = TranslatedField(_("contracting authority"), max_length=200)
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="procurement_cases",
    )
    programme_note = TranslatedField(_("programme in words"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)
    period = TranslatedField(_("period"), max_length=200, blank=True)
    object = TranslatedField(_("item bought"), max_length=300)
    category = models.CharField(_("category"), max_length=24, choices=CaseCategory)
    approach = TranslatedField(_("approach"))
    lessons = TranslatedField(_("lessons"), blank=True)
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))

    objects: ClassVar[Any] = ProcurementCaseQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("procurement case")
        verbose_name_plural = _("procurement cases")
        ordering = ["-year", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en"), build_year_index("year")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("category", CaseCategory, blank=True),
            build_year_constraint("year"),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("procurement_case", self.slug)


class Criterion(Part):
    """A requirement or an award criterion, with its weight before and after where it has one."""

    owner = "case"
    may_be_many = True

    case = models.ForeignKey(
        ProcurementCase, verbose_name=_("case"), on_delete=models.CASCADE, related_name="criteria"
    )
    name = TranslatedField(_("name"), max_length=300)
    kind = models.CharField(_("type"), max_length=12, choices=CriterionKind)
    weight_percent = models.DecimalField(
        _("weight (%)"), max_digits=5, decimal_places=2, null=True, blank=True, validators=_share_validators
    )
    previous_weight_percent = models.DecimalField(
        _("weight before (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=_share_validators,
    )
    threshold_operator = models.CharField(
        _("threshold is"), max_length=8, choices=ThresholdOperator, blank=True, default=""
    )
    threshold_value = models.DecimalField(
        _("threshold"), max_digits=20, decimal_places=6, null=True, blank=True, validators=[validate_amount]
    )
    threshold_unit = models.CharField(
        _("unit of the threshold"), max_length=20, choices=Unit, blank=True, default=""
    )
    is_environmental = models.BooleanField(_("about the environment"), default=False)
    note = TranslatedField(_("note"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            build_part_key_constraint("case"),
            build_choices_constraint("kind", CriterionKind, blank=True),
            build_choices_constraint("threshold_operator", ThresholdOperator, blank=True),
            build_choices_constraint("threshold_unit", Unit, blank=True),
            build_percentage_constraint("weight_percent"),
            build_percentage_constraint("previous_weight_percent"),
            models.CheckConstraint(
                condition=(Q(threshold_value__isnull=True) & Q(threshold_operator="", threshold_unit=""))
                | (Q(threshold_value__isnull=False) & ~Q(threshold_operator="") & ~Q(threshold_unit="")),
                name="initiatives_criterion_threshold",
                violation_error_message=_(
                    "Give a threshold with its operator and unit, or none of the three."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class ProcurementOutcome(Figure):
    """An expected or measured outcome of a purchase."""

    owner = "case"
    may_be_many = True

    case = models.ForeignKey(
        ProcurementCase, verbose_name=_("case"), on_delete=models.CASCADE, related_name="outcomes"
    )
    is_saving = models.BooleanField(
        _("a saving"), default=False, help_text=_("Something saved, or to be saved.")
    )

    class Meta(Figure.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("case")]


class ProcurementAward(Award):
    """A prize of a purchase."""

    owner = "case"
    may_be_many = True

    case = models.ForeignKey(
        ProcurementCase, verbose_name=_("case"), on_delete=models.CASCADE, related_name="awards"
    )

    class Meta(Award.Meta):
        constraints = [build_part_key_constraint("case"), build_year_constraint("year")]
