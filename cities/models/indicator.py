"""Indicators and the values that cities report."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.choices import (
    CopyCheck,
    CoveredArea,
    Direction,
    IndicatorValueReason,
    Obligation,
    Topic,
    WasteRole,
)
from cities.models.city import City
from records.choices import (
    SIGNED_UNITS,
    Evidence,
    MeasuredProperty,
    Precision,
    SourceType,
    Unit,
    WasteArea,
)
from records.fields import TranslatedField
from records.models import Record, build_choices_constraint
from records.models.base import FigureFields
from records.models.constraints import NEGATIVE_MESSAGE, build_year_constraint
from records.ordering import build_name_index, build_number_index, build_year_index
from records.page_urls import build_page_url
from records.texts.formats import format_stated_date
from records.texts.translation import Text, get_text
from records.validators import validate_amount, year_validators


class Framework(Record):
    """A set of indicators of one publisher and version."""

    type_code = "framework"

    name = TranslatedField(_("name"), max_length=200)
    edition = models.CharField(_("version of the framework"), max_length=40)
    publisher = TranslatedField(_("publisher"), max_length=200, blank=True)
    note = TranslatedField(_("note"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("indicator framework")
        verbose_name_plural = _("indicator frameworks")
        ordering = ["slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]

    def get_absolute_url(self) -> str:
        return f"{reverse('indicators')}#{self.anchor}"

    @property
    def edition_label(self) -> str:
        """The edition in words; most are named after a year."""
        is_year = len(self.edition) == 4 and self.edition.isdecimal()
        return gettext("%(edition)s edition") % {
            "edition": format_stated_date(self.edition) if is_year else self.edition
        }

    @property
    def full_name(self) -> str:
        """The name with the edition."""
        return gettext("%(framework)s (%(edition)s)") % {
            "framework": self.name.plain,
            "edition": self.edition_label,
        }


class Indicator(Record):
    """An indicator with its unit and desired direction."""

    type_code = "indicator"
    shows_unit = True

    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.PROTECT, related_name="indicators"
    )
    code = models.CharField(_("code"), max_length=30, blank=True, default="")
    obligation = models.CharField(_("mandatory or optional"), max_length=12, choices=Obligation)
    name = TranslatedField(_("name"), max_length=200)
    measured_property = models.CharField(
        _("what the number is of"),
        max_length=24,
        choices=MeasuredProperty,
        default=MeasuredProperty.OTHER,
        db_default=MeasuredProperty.OTHER,
    )
    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    direction = models.CharField(_("direction"), max_length=20, choices=Direction)
    waste_area = models.CharField(_("waste area"), max_length=16, choices=WasteArea, blank=True, default="")
    topic = models.CharField(_("topic"), max_length=16, choices=Topic, blank=True, default="")
    scope = models.CharField(
        _("area covered"),
        max_length=12,
        choices=CoveredArea,
        blank=True,
        default="",
        help_text=_("Empty: the definition doesn't say. Values of different areas are never divided."),
    )
    definition = TranslatedField(_("definition"))
    #: For this site only: not in the log and the API.
    waste_role = models.CharField(
        _("part of the municipal waste"),
        max_length=16,
        choices=WasteRole,
        blank=True,
        default="",
        db_default="",
        help_text=_("Only for the indicators of one area from which shares of the waste are worked out."),
    )

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("obligation", Obligation, blank=True),
            build_choices_constraint("measured_property", MeasuredProperty),
            build_choices_constraint("unit", Unit, blank=True),
            build_choices_constraint("direction", Direction, blank=True),
            build_choices_constraint("waste_area", WasteArea, blank=True),
            build_choices_constraint("topic", Topic, blank=True),
            build_choices_constraint("scope", CoveredArea, blank=True),
            build_choices_constraint("waste_role", WasteRole, blank=True),
            models.UniqueConstraint(
                fields=["waste_role"],
                condition=~Q(waste_role=""),
                name="cities_indicator_waste_role_once",
                violation_error_message=_("Another indicator has this already."),
            ),
            models.CheckConstraint(
                condition=Q(waste_area="") ^ Q(topic=""),
                name="cities_indicator_area_or_topic",
                violation_error_message=_("Give a waste area or a topic, not both."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("indicator", self.slug)

    @property
    def subject(self) -> WasteArea | Topic:
        """The waste area if there is one, else the topic."""
        return WasteArea(self.waste_area) if self.waste_area else Topic(self.topic)


class IndicatorValue(Record):
    """The value that a city reports for an indicator and year, or the reason why there is none."""

    type_code = "indicator-value"
    place_field = "city"
    figure_fields = FigureFields(labels=(), variable="indicator", subject="city", has_unit=False)
    country_path = "city__country"

    # Without an index of its own: that of the unique constraint begins with it.
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        on_delete=models.PROTECT,
        related_name="values",
        db_index=False,
    )
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="indicator_values"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=year_validators)
    period = TranslatedField(
        _("period"), max_length=200, blank=True, help_text=_("If it is not the whole year.")
    )
    value = models.DecimalField(
        _("value"), max_digits=20, decimal_places=6, null=True, blank=True, validators=[validate_amount]
    )
    reason = models.CharField(
        _("why there is no value"), max_length=16, choices=IndicatorValueReason, blank=True, default=""
    )
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, blank=True, default="")
    evidence = models.CharField(_("evidence level"), max_length=12, choices=Evidence, default=Evidence.STATED)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)
    copy_check = models.CharField(
        _("check against copies"),
        max_length=20,
        choices=CopyCheck,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: the value was read in the publication itself."),
    )
    note = TranslatedField(_("note"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        ordering = ["indicator", "city", "-year", "pk"]
        indexes = [*Record.Meta.indexes, build_year_index("year"), build_number_index("value")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("reason", IndicatorValueReason, blank=True),
            build_choices_constraint("precision", Precision, blank=True),
            build_choices_constraint("evidence", Evidence),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_choices_constraint("copy_check", CopyCheck, blank=True),
            build_year_constraint("year"),
            models.UniqueConstraint(
                fields=["indicator", "year", "city", "period_en", "period_zh_hans"],
                name="cities_indicatorvalue_once",
                violation_error_message=_("This city has a value of the indicator for that year already."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, reason="") | (Q(value__isnull=True) & ~Q(reason="")),
                name="cities_indicatorvalue_value_or_reason",
                violation_error_message=_("Give a value, or the reason why there is none."),
            ),
        ]

    def clean(self) -> None:
        # The unit is a field of the indicator, so a database constraint can't check it.
        if self.value is not None and self.value < 0 and self.indicator_id and self.unit not in SIGNED_UNITS:
            raise ValidationError({"value": NEGATIVE_MESSAGE})

    def get_absolute_url(self) -> str:
        page = build_page_url("indicator", self.indicator.slug)
        return f"{page}?city={self.city.slug}#{self.anchor}"

    def title_in(self, language: str) -> Text:
        name = get_text(self.indicator, "name", language)
        place = get_text(self.city, "name", language)
        return Text(
            f"{name}, {place} {self.year}" if language == "en" else f"{place}{self.year}年：{name}", name.lang
        )

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def is_check_unusual(self) -> bool:
        """Whether the copies differ or the original was seen. The page of the indicator counts others."""
        return self.copy_check in (CopyCheck.COPIES_DIFFER, CopyCheck.ORIGINAL_SEEN)

    @property
    def amount_type(self) -> str:
        return ""


class ReportCount(models.Model):
    """How many cities report a value for the indicator, year and evidence of a value, if several do.

    Derived: only `cities.values.report_counts` writes rows, when a refresh finds a change. The field `value`
    has no constraint, because it would be checked for each of a million rows. A refresh deletes rows without
    a value, and pages start from the value.
    """

    value = models.OneToOneField(
        IndicatorValue,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="report_count",
        db_constraint=False,
    )
    cities = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("number of cities with a value")
        verbose_name_plural = _("numbers of cities with a value")

    def __str__(self) -> str:
        return str(self.pk)


class ValueSample(models.Model):
    """Of an indicator with many values: those that its page draws, and what all of them show.

    Derived: only `cities.values.charted_values` writes rows, in a refresh. `data` is described there.
    """

    indicator = models.OneToOneField(
        Indicator, on_delete=models.CASCADE, primary_key=True, related_name="sample"
    )
    data = models.JSONField()

    class Meta:
        verbose_name = _("sample of values")
        verbose_name_plural = _("samples of values")

    def __str__(self) -> str:
        return str(self.pk)
