"""Regions, cities with their profiles, and the indicators that cities report."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.choices import (
    CityKind,
    CoveredArea,
    Direction,
    IndicatorValueReason,
    Obligation,
    RegionKind,
    Topic,
)
from records.choices import SIGNED_UNITS, Attestation, Evidence, Precision, Status, Unit, WasteArea
from records.fields import TextListField, TranslatedField
from records.models import Figure, Part, Record, build_choices_constraint
from records.models.base import FigureFields, RecordQuerySet
from records.models.constraints import NEGATIVE_MESSAGE, build_coordinates_constraint, build_year_constraint
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import build_name_index, build_number_indexes, build_year_indexes
from records.translation import Text, get_text
from records.validators import validate_amount, validate_country, year_validators

admin_code_validator = RegexValidator(r"^[0-9]{6}\Z", _("Six digits of GB/T 2260, as in 220100."))


def build_admin_code_constraint() -> models.UniqueConstraint:
    """Return a constraint: administrative codes are unique, but may be empty."""
    return models.UniqueConstraint(
        fields=["admin_code"],
        condition=~Q(admin_code=""),
        name="%(app_label)s_%(class)s_admin_code_once",
        violation_error_message=_("Another place has this code already."),
    )


def _validate_admin_code(place: "Region | City") -> None:
    # The message names the other record: often it is the same place, recorded twice.
    if not place.admin_code:
        return
    rows: models.QuerySet[Any] = type(place)._default_manager.exclude(pk=place.pk)
    other = rows.filter(admin_code=place.admin_code).first()
    if other is not None:
        message = _("“%(place)s” has this code already.")
        raise ValidationError(
            {"admin_code": ValidationError(message, code="unique", params={"place": other})}
        )


class RegionQuerySet(RecordQuerySet):
    def with_places_count(self) -> "RegionQuerySet":
        """With `cities_count`: the number of published places."""
        published = Q(cities__status=Status.PUBLISHED)
        return self.annotate(cities_count=models.Count("cities", filter=published))


class Region(Record):
    """A first-level division of China, or the region of a partner city abroad."""

    type_code = "region"
    country_path = "country"

    name = TranslatedField(_("name"), max_length=120)
    kind = models.CharField(_("type"), max_length=20, choices=RegionKind)
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    admin_code = models.CharField(
        _("administrative code"), max_length=6, blank=True, default="", validators=[admin_code_validator]
    )

    objects: ClassVar[Any] = RegionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", RegionKind),
            build_admin_code_constraint(),
        ]

    def clean(self) -> None:
        _validate_admin_code(self)

    def get_absolute_url(self) -> str:
        return reverse("region", args=[self.slug])


class CityQuerySet(RecordQuerySet):
    def with_profile(self) -> "CityQuerySet":
        """Cities with a summary in any language."""
        return self.exclude(summary_en="", summary_zh_hans="", zh_hant__summary__isnull=True)

    def with_place(self) -> "CityQuerySet":
        """With the region and parent city loaded, which cards and profiles show."""
        return self.select_related("region", "parent")

    def for_list(self) -> "CityQuerySet":
        """With everything that a row of a list shows."""
        sections = models.Prefetch("profile", ProfileSection.objects.select_related("theme"))
        return self.with_place().prefetch_related(sections)

    def by_completeness(self) -> "CityQuerySet":
        """By the number of profile sections and figures, then by the length of the summary."""
        parts = models.Count("profile", distinct=True) + models.Count("key_facts", distinct=True)
        return self.annotate(parts=parts).order_by("-parts", Length("summary_en").desc(), "name_en", "pk")

    def within(self, city: "City") -> "CityQuerySet":
        """The city, its districts, and their districts."""
        return self.filter(Q(pk=city.pk) | Q(parent=city.pk) | Q(parent__parent=city.pk))


class City(Record):
    """A city, district, new area or prefecture.

    The `parent` of a district or county is its city. `coordinates_note` gives the reason for missing
    coordinates.
    """

    type_code = "city"
    shows_statistics = False
    containers = ("parent", "parent__parent")
    place_field = "slug"
    country_path = "country"
    sourced_fields = {
        "lat": "coordinates_sources",
        "main_industries": "main_industries_sources",
        "lede": "lede_sources",
        "summary": "summary_sources",
    }

    name = TranslatedField(_("name"), max_length=120)
    kind = models.CharField(_("type"), max_length=24, choices=CityKind)
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="cities"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="districts",
        help_text=_("The city of a district, county or new area."),
    )
    admin_code = models.CharField(
        _("administrative code"), max_length=6, blank=True, default="", validators=[admin_code_validator]
    )
    lat = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    lon = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    coordinates_note = TranslatedField(_("note on the coordinates"), blank=True)
    coordinates_sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources of the coordinates"), blank=True, related_name="+"
    )
    main_industries = TextListField(_("main industries"))
    main_industries_sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources of the main industries"), blank=True, related_name="+"
    )
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"), blank=True)
    summary_sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources of the summary"), blank=True, related_name="+"
    )

    objects: ClassVar[Any] = CityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", CityKind),
            build_admin_code_constraint(),
            build_coordinates_constraint(),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="cities_city_not_its_own_parent",
                violation_error_message=_("A city can't belong to itself."),
            ),
        ]

    def clean(self) -> None:
        _validate_admin_code(self)

    def get_absolute_url(self) -> str:
        return reverse("city", args=[self.slug])

    @property
    def full_name(self) -> str:
        """The name in a list of cities; that of a district includes its city: "Shenzhen · Guangming"."""
        return f"{self.parent.name} · {self.name}" if self.parent else str(self.name)

    @property
    def theme_tags(self) -> list[Any]:
        """The distinct themes of the profile sections, in order."""
        return list(dict.fromkeys(section.theme for section in self.profile.all()))

    @property
    def has_profile(self) -> bool:
        """Whether the city has a summary; pages without one are not indexed by search engines."""
        return bool(self.summary)


class ProfileSection(Part):
    """A paragraph about a city under a theme, with its own year and sources."""

    owner = "city"

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="profile")
    theme = models.ForeignKey(
        "records.Theme", verbose_name=_("theme"), on_delete=models.PROTECT, related_name="+"
    )
    heading = TranslatedField(_("heading"), max_length=200)
    text = TranslatedField(_("text"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)
    attested_by = models.CharField(_("source type"), max_length=14, choices=Attestation)

    class Meta(Part.Meta):
        verbose_name = _("profile section")
        verbose_name_plural = _("profile sections")
        constraints = [
            build_part_key_constraint("city"),
            build_choices_constraint("attested_by", Attestation),
            build_year_constraint("year"),
        ]

    def __str__(self) -> str:
        return str(self.heading)


class CityFigure(Figure):
    """A figure about a city. The keys `population` and `area` have a special place on pages."""

    owner = "city"

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="key_facts")

    class Meta(Figure.Meta):
        verbose_name = _("key fact")
        verbose_name_plural = _("key facts")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("city")]


class FrameworkQuerySet(RecordQuerySet):
    def with_coverage(self) -> "FrameworkQuerySet":
        """With `indicators_count`, `cities_count` and `values_count` of published records."""
        indicators = Q(indicators__status=Status.PUBLISHED)
        values = indicators & Q(indicators__values__status=Status.PUBLISHED)
        return self.annotate(
            indicators_count=models.Count("indicators", distinct=True, filter=indicators),
            cities_count=models.Count("indicators__values__city", distinct=True, filter=values),
            values_count=models.Count("indicators__values", distinct=True, filter=values),
        )


class Framework(Record):
    """A set of indicators of one publisher and version."""

    type_code = "framework"

    name = TranslatedField(_("name"), max_length=200)
    edition = models.CharField(_("version of the framework"), max_length=40)
    publisher = TranslatedField(_("publisher"), max_length=200, blank=True)
    note = TranslatedField(_("note"), blank=True)

    objects: ClassVar[Any] = FrameworkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("indicator framework")
        verbose_name_plural = _("indicator frameworks")
        ordering = ["slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]

    def get_absolute_url(self) -> str:
        return f"{reverse('indicators')}#{self.anchor}"


class IndicatorQuerySet(RecordQuerySet):
    def with_coverage(self) -> "IndicatorQuerySet":
        """With `values_count`, `cities_count`, `first_year` and `last_year` of the published values."""
        published = Q(values__status=Status.PUBLISHED)
        return self.annotate(
            values_count=models.Count("values", distinct=True, filter=published),
            cities_count=models.Count("values__city", distinct=True, filter=published),
            first_year=models.Min("values__year", filter=published),
            last_year=models.Max("values__year", filter=published),
        )


class Indicator(Record):
    """An indicator with its unit and desired direction."""

    type_code = "indicator"

    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.PROTECT, related_name="indicators"
    )
    code = models.CharField(_("code"), max_length=30, blank=True, default="")
    obligation = models.CharField(_("mandatory or optional"), max_length=12, choices=Obligation)
    name = TranslatedField(_("name"), max_length=200)
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

    objects: ClassVar[Any] = IndicatorQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("obligation", Obligation),
            build_choices_constraint("unit", Unit),
            build_choices_constraint("direction", Direction),
            build_choices_constraint("waste_area", WasteArea, blank=True),
            build_choices_constraint("topic", Topic, blank=True),
            build_choices_constraint("scope", CoveredArea, blank=True),
            models.CheckConstraint(
                condition=Q(waste_area="") ^ Q(topic=""),
                name="cities_indicator_area_or_topic",
                violation_error_message=_("Give a waste area or a topic, not both."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("indicator", args=[self.slug])

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

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="values"
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
    attested_by = models.CharField(_("source type"), max_length=14, choices=Attestation)
    note = TranslatedField(_("note"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        ordering = ["indicator", "city", "-year", "pk"]
        indexes = [*Record.Meta.indexes, *build_year_indexes("year"), *build_number_indexes("value")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("reason", IndicatorValueReason, blank=True),
            build_choices_constraint("precision", Precision, blank=True),
            build_choices_constraint("evidence", Evidence),
            build_choices_constraint("attested_by", Attestation),
            build_year_constraint("year"),
            models.UniqueConstraint(
                fields=["indicator", "city", "period_en", "period_zh_hans", "year"],
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
        return f"{reverse('indicator', args=[self.indicator.slug])}#{self.anchor}"

    def title_in(self, language: str) -> Text:
        name = get_text(self.indicator, "name", language)
        place = get_text(self.city, "name", language)
        return Text(
            f"{name}, {place} {self.year}" if language == "en" else f"{place}{self.year}：{name}", name.lang
        )

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def basis(self) -> str:
        return ""


class ValueRanking(models.Model):
    """How many cities have a higher and a lower value than a value, among all of its year and evidence.

    Derived: only `cities.rankings` writes rows, when a refresh finds a change.
    """

    # Without a constraint, because it would be checked for each of a million rows. A refresh deletes rows
    # without a value, and pages start from the value.
    value = models.OneToOneField(
        IndicatorValue,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="ranking",
        db_constraint=False,
    )
    higher = models.PositiveIntegerField()
    lower = models.PositiveIntegerField()
    cities = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")

    def __str__(self) -> str:
        return str(self.pk)
