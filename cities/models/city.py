"""Regions, and cities with their profiles."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Length
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cities.choices import TRAIT_GROUPS, CityKind, CityTrait, RegionKind, TraitGroup
from records.choices import SourceType, Status
from records.fields import DraftOptionalForeignKey, SourcesField, TextListField, TranslatedField
from records.models import Figure, OtherName, Part, Record, build_choices_constraint
from records.models.base import FigureFields, LaterKey, RecordQuerySet
from records.models.constraints import build_coordinates_constraint, build_year_constraint
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.models.related_counts import count_related
from records.ordering import build_name_index
from records.page_urls import build_page_url
from records.texts.same_names import add_distinction
from records.validators import iter_ancestors, validate_country, validate_parent, year_validators

#: A city, its districts, and theirs: what `CityQuerySet.within` finds.
MAX_LEVELS = 3
#: A city in China has at most about forty districts.
_MOST_KEYS = 60

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


def _validate_levels(city: "City") -> None:
    if city.parent is None:
        return
    below = City.objects.filter(parent=city.pk) if city.pk else City.objects.none()
    depth = 1 + below.exists() + below.filter(districts__isnull=False).exists()
    if len(list(iter_ancestors(city))) + depth > MAX_LEVELS:
        message = _("A city has districts, and these have districts; this would be one level more.")
        raise ValidationError({"parent": ValidationError(message, code="levels")})


class RegionQuerySet(RecordQuerySet):
    def with_places_count(self) -> "RegionQuerySet":
        """With `cities_count`: the number of published places."""
        published = Q(cities__status=Status.PUBLISHED)
        return self.annotate(cities_count=models.Count("cities", filter=published))


class Region(Record):
    """A first-level division of China, or the region of a partner city abroad."""

    type_code = "region"
    country_path = "country"
    chinese_order = "admin_code"

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
            build_choices_constraint("kind", RegionKind, blank=True),
            build_admin_code_constraint(),
        ]

    def clean(self) -> None:
        _validate_admin_code(self)

    def get_absolute_url(self) -> str:
        return build_page_url("region", self.slug)


class RegionName(OtherName):
    owner = "region"

    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.CASCADE, related_name="other_names"
    )

    class Meta(OtherName.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [*OtherName.Meta.constraints, build_part_key_constraint("region")]


class CityQuerySet(RecordQuerySet):
    def with_profile(self) -> "CityQuerySet":
        """Cities with a summary in any language."""
        return self.exclude(summary_en="", summary_zh_hans="", zh_hant__summary__isnull=True)

    def with_place(self) -> "CityQuerySet":
        """With the region and parent city loaded, which cards and profiles show."""
        return self.select_related("region", "parent")

    def by_completeness(self) -> "CityQuerySet":
        """By the number of profile sections and figures, then by the length of the summary."""
        parts = count_related(self.model, "profile") + count_related(self.model, "key_facts")
        return self.annotate(parts=parts).order_by("-parts", Length("summary_en").desc(), "name_en", "pk")

    def within(self, city: "City") -> "CityQuerySet":
        """The city, its districts, and their districts."""
        return self.filter(Q(pk=city.pk) | Q(parent=city.pk) | Q(parent__parent=city.pk))

    def fetch_family(self, slug: str) -> list["City"]:
        """The published city with a slug, then its districts, then theirs, by name; of very many the first.

        Without the city, there are none. One query, which also tells the `family` of the city.
        """
        is_part = Q(parent__among=City.objects.filter(slug=slug)) | Q(
            parent__among=City.objects.filter(parent__slug=slug)
        )
        level = Case(When(slug=slug, then=0), When(parent__slug=slug, then=1), default=2)
        places = self.published().filter(Q(slug=slug) | is_part).order_by(level, "name_en", "pk")
        found = list(places[: _MOST_KEYS + 1])
        if not found or found[0].slug != slug:
            return []
        if len(found) <= _MOST_KEYS:
            found[0].family = [place.pk for place in found]
        return found


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
    region = DraftOptionalForeignKey(
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
    coordinates_sources = SourcesField(_("sources of the coordinates"))
    main_industries = TextListField(_("main industries"))
    main_industries_sources = SourcesField(_("sources of the main industries"))
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"), blank=True)
    summary_sources = SourcesField(_("sources of the summary"))

    objects: ClassVar[Any] = CityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", CityKind, blank=True),
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
        validate_parent(self, _("“%(parent)s” belongs to this city already."))
        _validate_levels(self)

    def get_absolute_url(self) -> str:
        return build_page_url("city", self.slug)

    @cached_property
    def family(self) -> Any:
        """The published city, its districts and theirs, for lookups with `in`.

        They are primary keys, which are quicker to look up than a subquery; of very many places, a subquery.
        """
        places = City.objects.published().within(self).order_by()
        keys = list(places.values_list("pk", flat=True)[: _MOST_KEYS + 1])
        return keys if len(keys) <= _MOST_KEYS else places.values("pk")

    @property
    def full_name(self) -> str:
        """The name in a list of cities; that of a district includes its city: "Shenzhen · Guangming".

        It ends with the region where `mark_same_cities()` found another city of this name.
        """
        name = f"{self.parent.name} · {self.name}" if self.parent else str(self.name)
        return str(add_distinction(name, self.distinction))

    @property
    def has_profile(self) -> bool:
        """Whether the city has a summary. Search engines index a page without one for its portrait only."""
        return bool(self.summary)


class ProfileSection(Part):
    """A paragraph about a city under a theme, with its own year and sources."""

    owner = "city"
    may_be_many = True

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="profile")
    theme = DraftOptionalForeignKey(
        "records.Theme", verbose_name=_("theme"), on_delete=models.PROTECT, related_name="+"
    )
    heading = TranslatedField(_("heading"), max_length=200)
    text = TranslatedField(_("text"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    class Meta(Part.Meta):
        verbose_name = _("profile section")
        verbose_name_plural = _("profile sections")
        constraints = [
            build_part_key_constraint("city"),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_year_constraint("year"),
        ]

    def __str__(self) -> str:
        return str(self.heading)


class CityFigure(Figure):
    """A figure about a city. The keys `population` and `area` have a special place on pages."""

    owner = "city"
    may_be_many = True
    figure_fields = FigureFields(
        variable="indicator",
        later_keys=(
            LaterKey(
                "population",
                "settlement-population",
                _(
                    "The number is that of a settlement in the place name list GeoNames, without a year, and "
                    "not the population of the city. It is a figure of its own now."
                ),
            ),
        ),
    )

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="key_facts")
    indicator = models.ForeignKey(
        "cities.Indicator",
        verbose_name=_("indicator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="key_facts",
        help_text=_("The indicator that measures exactly this, of the same area. Empty: none does."),
    )

    class Meta(Figure.Meta):
        verbose_name = _("key fact")
        verbose_name_plural = _("key facts")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("city")]


class CityName(OtherName):
    owner = "city"

    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="other_names"
    )

    class Meta(OtherName.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [*OtherName.Meta.constraints, build_part_key_constraint("city")]


class CityAttribute(Part):
    """What marks a city among its peers, with the sentence that supports it.

    Given only where a source says it: a missing attribute says nothing.
    """

    owner = "city"

    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="attributes"
    )
    code = models.CharField(_("attribute"), max_length=32, choices=CityTrait)
    note = TranslatedField(_("sentence"))

    class Meta(Part.Meta):
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        constraints = [
            build_part_key_constraint("city"),
            build_choices_constraint("code", CityTrait, blank=True),
            models.UniqueConstraint(
                fields=["city", "code"],
                name="cities_cityattribute_once",
                violation_error_message=_("The city has this attribute already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())

    @property
    def group(self) -> TraitGroup:
        return TRAIT_GROUPS[CityTrait(self.code)]
