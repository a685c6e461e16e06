"""Zero-waste pilots: cities and special areas of the two rounds, their plans, actions and results."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.models import Programme
from initiatives.choices import ActionKind, ActionStatus, Naming, PilotKind
from initiatives.figure_groups import EXPECTED_EVIDENCE
from records.choices import SourceType, WasteArea
from records.fields import CodeListField, SourcesField, StatedDateField, TranslatedField
from records.models import Figure, Part, Record, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import (
    build_date_constraint,
    build_date_order_constraint,
    build_year_constraint,
)
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import build_date_index, build_part_index
from records.page_urls import build_page_url
from records.texts.translation import Text, get_text
from records.validators import year_validators


def _count_parts(parts: QuerySet) -> Coalesce:
    # A subquery: an aggregate in the main query would change how filters group its rows for their counts.
    of_pilot = parts.filter(pilot=OuterRef("pk")).order_by().values("pilot")
    rows = of_pilot.annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


class ZeroWastePilotQuerySet(RecordQuerySet):
    def in_round(self) -> Any:
        """Published ones on the national list: those that counts of a round, its facets and lists show."""
        return self.published().filter(naming=Naming.NATIONAL_LIST)

    def named_in_plan(self) -> Any:
        """Published ones that only a plan names. They are shown apart, and in no count."""
        return self.published().filter(naming=Naming.PLAN)

    def with_counts(self) -> "ZeroWastePilotQuerySet":
        """With city and programme, and the numbers of actions, results, aims and plan figures."""
        stated = PilotFigure.objects.filter(is_plan=False)
        return self.select_related("city__parent", "programme").annotate(
            actions_count=_count_parts(PilotAction.objects.all()),
            results_count=_count_parts(stated.exclude(evidence__in=EXPECTED_EVIDENCE)),
            aims_count=_count_parts(stated.filter(evidence__in=EXPECTED_EVIDENCE)),
            plan_count=_count_parts(PilotFigure.objects.filter(is_plan=True)),
        )

    def for_list(self) -> "ZeroWastePilotQuerySet":
        """With counts, and `is_named_only`: no plan, action, result or aim is known, only the selection."""
        unknown = Q(actions_count=0, results_count=0, aims_count=0, plan_count=0)
        return self.with_counts().annotate(is_named_only=ExpressionWrapper(unknown, BooleanField()))


class ZeroWastePilot(Record):
    """A city or special area in one round of the zero-waste programme."""

    type_code = "zero-waste-pilot"
    place_field = "city"
    country_path = "city__country"
    sourced_fields = {"plan_title": "plan_sources", "lede": "lede_sources"}
    unfiltered_fields = ("waste_areas", "plan_from", "plan_to")  # the filter of the page is `waste_area`

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="pilots")
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="pilots"
    )
    city_part = TranslatedField(
        _("part of the city"),
        max_length=100,
        blank=True,
        help_text=_("If only a part of the city takes part, such as its main urban area."),
    )
    kind = models.CharField(_("type"), max_length=14, choices=PilotKind)
    naming = models.CharField(
        _("named in"),
        max_length=14,
        choices=Naming,
        default=Naming.NATIONAL_LIST,
        help_text=_("A place that only a plan names is in no count of the round."),
    )
    named = StatedDateField(_("selected"))
    waste_areas = CodeListField(_("waste areas"), choices=WasteArea)
    plan_title = TranslatedField(_("title of the plan"), max_length=300, blank=True)
    plan_from = StatedDateField(_("plan from"))
    plan_to = StatedDateField(_("plan to"))
    plan_sources = SourcesField(_("sources of the plan"))
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"), blank=True)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    objects: ClassVar[Any] = ZeroWastePilotQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("zero-waste city or area")
        verbose_name_plural = _("zero-waste cities and areas")
        ordering = ["city__name_en", "named", "pk"]
        indexes = [*Record.Meta.indexes, build_date_index("named")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", PilotKind, blank=True),
            build_choices_constraint("naming", Naming),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_date_constraint("named"),
            build_date_constraint("plan_from"),
            build_date_constraint("plan_to"),
            build_date_order_constraint("plan_from", "plan_to"),
            models.UniqueConstraint(
                fields=["city", "programme"],
                name="initiatives_zerowastepilot_once_a_round",
                violation_error_message=_("This city is already listed in that round."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("zero_waste_pilot", self.slug)

    def title_in(self, language: str) -> Text:
        city = self.city.title_in(language)
        name = Text(self._add_part(city, language), city.lang)
        year = self.named[:4]
        if not year:
            return name
        return Text(f"{name} {year}" if language == "en" else f"{name}（{year}）", name.lang)

    @property
    def place_name(self) -> str:
        """The name in lists, with the part of the city that takes part: "Chongqing (main urban area)"."""
        return self._add_part(self.city.full_name, get_language() or "en")

    def place_name_in(self, language: str) -> Text:
        """The name of the city in a language, with the part of it that takes part."""
        name = get_text(self.city, "name", language)
        return Text(self._add_part(name, language), name.lang)

    def _add_part(self, name: str, language: str) -> str:
        part = get_text(self, "city_part", language)
        if not part:
            return name
        return f"{name} ({part})" if language == "en" else f"{name}{part}"


class PilotAction(Part):
    """One action of a pilot, in one of five waste areas and of one of six kinds."""

    owner = "pilot"
    may_be_many = True

    pilot = models.ForeignKey(
        ZeroWastePilot, verbose_name=_("pilot"), on_delete=models.CASCADE, related_name="actions"
    )
    area = models.CharField(_("waste area"), max_length=16, choices=WasteArea)
    kind = models.CharField(_("type of action"), max_length=24, choices=ActionKind)
    title = TranslatedField(_("title"), max_length=200)
    text = TranslatedField(_("text"))
    status = models.CharField(_("status"), max_length=12, choices=ActionStatus)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)

    class Meta(Part.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        indexes = [build_part_index("pilot")]
        constraints = [
            build_part_key_constraint("pilot"),
            build_choices_constraint("area", WasteArea, blank=True),
            build_choices_constraint("kind", ActionKind, blank=True),
            build_choices_constraint("status", ActionStatus, blank=True),
            build_year_constraint("year"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class PilotFigure(Figure):
    """A figure of a pilot: from its plan (`is_plan`) or one of its results."""

    owner = "pilot"
    may_be_many = True
    # Set by the content loader, from the position of the figure in the file.
    derived_columns = ("is_plan",)

    pilot = models.ForeignKey(
        ZeroWastePilot, verbose_name=_("pilot"), on_delete=models.CASCADE, related_name="results"
    )
    is_plan = models.BooleanField(_("from the plan"), default=False)
    area = models.CharField(
        _("waste area"),
        max_length=16,
        choices=WasteArea,
        blank=True,
        default="",
        help_text=_("The waste area it belongs to. Empty: several, or none."),
    )

    class Meta(Figure.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            *Figure.Meta.constraints,
            build_part_key_constraint("pilot"),
            build_choices_constraint("area", WasteArea, blank=True),
        ]


class Award(Part):
    """A prize with its year."""

    name = TranslatedField(_("name"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return str(self.name)


class PilotAward(Award):
    """A prize of a pilot."""

    owner = "pilot"
    may_be_many = True

    pilot = models.ForeignKey(
        ZeroWastePilot, verbose_name=_("pilot"), on_delete=models.CASCADE, related_name="awards"
    )

    class Meta(Award.Meta):
        constraints = [build_part_key_constraint("pilot"), build_year_constraint("year")]
