"""Industrial parks with facilities and figures, and designations by programmes."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.models import Programme
from initiatives.choices import FacilityKind, FacilityStatus, ParkKind, ParkLevel
from records.choices import Evidence, SourceType
from records.fields import SourcesField, StatedDateField, TranslatedField
from records.models import Figure, Part, Record, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import (
    build_coordinates_constraint,
    build_date_constraint,
    build_date_order_constraint,
    build_year_constraint,
)
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.models.related_counts import count_related
from records.ordering import build_date_index, build_name_index, build_part_index
from records.page_urls import build_page_url
from records.texts.translation import Text, get_text
from records.validators import year_validators

#: Names of suppliers and receivers that a refusal lists.
_NAMES_SHOWN = 40


class IndustrialParkQuerySet(RecordQuerySet):
    def within(self, city: City) -> "IndustrialParkQuerySet":
        """Parks of a city and of its districts."""
        return self.filter(city__in=city.family)

    def with_area(self) -> "IndustrialParkQuerySet":
        """With the figure of the key `area` as `area`, or None."""
        figure = models.FilteredRelation("key_facts", condition=models.Q(key_facts__key="area"))
        return self.annotate(area=figure).select_related("area")

    def with_counts(self) -> "IndustrialParkQuerySet":
        """With `facility_count` and `flow_count`."""
        return self.annotate(
            facility_count=count_related(self.model, "facilities"),
            flow_count=count_related(self.model, "flows"),
        )


class IndustrialPark(Record):
    """A park, base, complex or symbiosis project in a city. Its level may be unknown.

    `applies_symbiosis` is None if it is not recorded.
    """

    type_code = "park"
    shows_statistics = False
    place_field = "city"
    country_path = "city__country"
    sourced_fields = {"lat": "coordinates_sources", "lede": "lede_sources"}

    name = TranslatedField(_("name"), max_length=200)
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="parks")
    level = models.CharField(
        _("level"),
        max_length=12,
        choices=ParkLevel,
        blank=True,
        default="",
        help_text=_("Empty: not known."),
    )
    kind = models.CharField(_("type"), max_length=28, choices=ParkKind)
    established = models.PositiveSmallIntegerField(
        _("established"), null=True, blank=True, validators=year_validators
    )
    lat = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    lon = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    coordinates_sources = SourcesField(_("sources of the coordinates"))
    applies_symbiosis = models.BooleanField(
        _("applies industrial symbiosis"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    symbiosis_since = models.PositiveSmallIntegerField(
        _("industrial symbiosis since"), null=True, blank=True, validators=year_validators
    )
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    summary = TranslatedField(_("summary"))
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    objects: ClassVar[Any] = IndustrialParkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("industrial park")
        verbose_name_plural = _("industrial parks")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("level", ParkLevel, blank=True),
            build_choices_constraint("kind", ParkKind, blank=True),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_year_constraint("established"),
            build_year_constraint("symbiosis_since"),
            build_coordinates_constraint(),
            models.CheckConstraint(
                condition=Q(symbiosis_since__isnull=True)
                | Q(applies_symbiosis__isnull=False, applies_symbiosis=True),
                name="initiatives_industrialpark_symbiosis_since",
                violation_error_message=_("A park that has applied symbiosis since a year applies it."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("park", self.slug)

    @classmethod
    def find_part_problems(cls, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield an actor that has no name, or one that no flow of the park has: it would never be drawn."""
        known = {flow[f"{end}_name_en"] for flow in data["flows"] for end in ("from", "to")}
        for actor in data["actors"]:
            place = f"actors.{actor['key']}.recorded"
            if not actor["recorded"]:
                yield place, gettext("Give at least one name that a flow of this park has.")
            for name in actor["recorded"]:
                if name["en"] not in known:
                    message = gettext(
                        "No flow of this park comes from “%(name)s” or goes to it. Its names are: %(names)s."
                    )
                    names = ", ".join(sorted(known)[:_NAMES_SHOWN]) or "–"
                    yield place, message % {"name": name["en"], "names": names}


class Facility(Part):
    """A plant in a park, with whether it stands yet."""

    owner = "park"
    may_be_many = True

    park = models.ForeignKey(
        IndustrialPark, verbose_name=_("park"), on_delete=models.CASCADE, related_name="facilities"
    )
    name = TranslatedField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=FacilityKind)
    status = models.CharField(_("status"), max_length=10, choices=FacilityStatus)
    evidence = models.CharField(_("evidence level"), max_length=12, choices=Evidence, default=Evidence.STATED)
    note = TranslatedField(_("note"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        indexes = [build_part_index("park")]
        constraints = [
            build_part_key_constraint("park"),
            build_choices_constraint("kind", FacilityKind, blank=True),
            build_choices_constraint("status", FacilityStatus, blank=True),
            build_choices_constraint("evidence", Evidence),
        ]

    def __str__(self) -> str:
        return str(self.name)


class ParkFigure(Figure):
    """A figure about a park. The figure with the key `area` is its area."""

    owner = "park"
    may_be_many = True

    park = models.ForeignKey(
        IndustrialPark, verbose_name=_("park"), on_delete=models.CASCADE, related_name="key_facts"
    )

    class Meta(Figure.Meta):
        verbose_name = _("key fact")
        verbose_name_plural = _("key facts")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("park")]


class Designation(Record):
    """The designation of a park or a city (exactly one of the two) by a programme.

    The batch and the dates may be unknown.
    """

    type_code = "designation"

    # Programme and city have no index of their own: those of the unique constraints begin with them.
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        related_name="designations",
        db_index=False,
    )
    park = models.ForeignKey(
        IndustrialPark,
        verbose_name=_("park"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designations",
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designations",
        db_index=False,
    )
    batch = models.PositiveSmallIntegerField(
        _("batch"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    named = StatedDateField(_("selected"))
    accepted = StatedDateField(_("passed final check"))
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)
    note = TranslatedField(_("note"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        ordering = ["programme", "slug"]
        indexes = [*Record.Meta.indexes, build_date_index("named")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("source_type", SourceType, blank=True),
            build_date_constraint("named"),
            build_date_constraint("accepted"),
            build_date_order_constraint("named", "accepted"),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(batch__range=(1, 999)),
                name="initiatives_designation_batch_range",
                violation_error_message=_("A batch has a number between 1 and 999."),
            ),
            models.CheckConstraint(
                condition=Q(park__isnull=False, city__isnull=True) | Q(park__isnull=True, city__isnull=False),
                name="initiatives_designation_park_or_city",
                violation_error_message=_("Give a park or a city, not both."),
            ),
            models.UniqueConstraint(
                fields=["programme", "park"],
                name="initiatives_designation_park_once",
                violation_error_message=_("That this programme has named it is recorded already."),
            ),
            models.UniqueConstraint(
                fields=["city", "programme"],
                name="initiatives_designation_city_once",
                violation_error_message=_("That this programme has named it is recorded already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{build_page_url('programme', self.programme.slug)}#{self.anchor}"

    @property
    def place(self) -> IndustrialPark | City:
        place = self.park or self.city
        assert place is not None  # database constraint
        return place

    def title_in(self, language: str) -> Text:
        programme = get_text(self.programme, "name", language)
        if not (self.park or self.city):  # in a form, which is refused
            return programme
        place = self.place.title_in(language)
        return Text(f"{place}: {programme}" if language == "en" else f"{place}：{programme}", place.lang)
