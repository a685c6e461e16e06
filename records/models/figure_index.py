"""The figure index: one row for each figure of a published record."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from records.choices import AbsenceReason, AmountType, Evidence, Precision, SourceType, Unit
from records.fields import TranslatedField
from records.models.log import SourceUse
from records.models.source import Source
from records.ordering import BytewiseCollation

#: The form of `FigureEntry.identifier`, for URL patterns.
IDENTIFIER_PATTERN = r"[a-z0-9-]+\.[a-z0-9-]+(?:\.[a-z0-9-]+)?"


class FigureEntryQuerySet(models.QuerySet):
    def with_identifier(self, identifier: str) -> "FigureEntryQuerySet":
        """The figure with this identifier, found by its index."""
        return self.alias(identifier_bytes=BytewiseCollation("identifier")).filter(
            identifier_bytes=identifier
        )

    def of_types(self, record_types: Iterable[str]) -> "FigureEntryQuerySet":
        """Figures of these types of records, as ranges of the identifier, by which lists are sorted."""
        ranges = (Q(identifier_bytes__range=(f"{code}.", f"{code}.~")) for code in record_types)
        return self.alias(identifier_bytes=BytewiseCollation("identifier")).filter(reduce(or_, ranges))

    def citing(self, sources: "models.QuerySet[Source]") -> "FigureEntryQuerySet":
        """Figures that cite any of these sources."""
        uses = SourceUse.objects.filter(
            record_type=OuterRef("record_type"), slug=OuterRef("slug"), part=OuterRef("key"), field=""
        )
        return self.filter(Exists(uses.filter(source__in=sources)))


class FigureEntry(models.Model):
    """A figure of a published record, as the newest version of the record has it.

    Rows are replaced on every publication; the row of a figure keeps its primary key. A flow or an indicator
    value without an amount is no figure. The names of `subject`, `variable` and `place` are those of records
    and aren't stored; a variable that is no record is a code of `MeasuredProperty`. `label` is empty if the
    variable names the figure. `same_as` is the identifier of the figure that it repeats, see
    `records.projections.repeated_figures`. `number` is that of the publication of the record; the unit of an
    indicator value may be newer, because it is a field of the indicator.
    """

    identifier = models.CharField(
        _("identifier"), max_length=300, help_text=_("Type and slug of the record, and the key of a part.")
    )
    record_type = models.CharField(_("record type"), max_length=30)
    slug = models.CharField(_("slug"), max_length=160)
    key = models.CharField(_("key"), max_length=100, blank=True, default="")
    part_type = models.CharField(_("part type"), max_length=30, blank=True, default="")
    position = models.PositiveIntegerField(_("position"), default=0)
    number = models.PositiveBigIntegerField(_("number of the publication"))
    path = models.CharField(
        _("address of the page"), max_length=701, help_text=_("Address without its language.")
    )
    subject_type = models.CharField(_("type of the subject"), max_length=30)
    subject_slug = models.CharField(_("subject"), max_length=160)
    variable_type = models.CharField(_("type of the variable"), max_length=30)
    variable_slug = models.CharField(_("variable"), max_length=160)
    place = models.CharField(_("place"), max_length=160, blank=True, default="")
    same_as = models.CharField(
        _("the same as"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("The identifier of the figure that counts instead."),
    )
    label = TranslatedField(_("label"), max_length=410, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    period = TranslatedField(_("period"), max_length=200, blank=True)
    amount_type = models.CharField(
        _("type of amount"), max_length=12, choices=AmountType, blank=True, default=""
    )
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, blank=True, default="")
    evidence = models.CharField(_("evidence level"), max_length=12, choices=Evidence)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)
    note = TranslatedField(_("note"), blank=True)
    sources = models.JSONField(_("sources"), default=list, help_text=_("Their slugs, in order."))

    objects: ClassVar[Any] = FigureEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["identifier"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(BytewiseCollation("identifier"), name="records_figureentry_once")
        ]
        # Each filter with an index is read in the order of the API.
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["record_type", "slug"], name="records_figureentry_record"),
            models.Index(fields=["value", "id"], name="figureentry_by_value"),
            models.Index(fields=["number"], name="figureentry_by_number"),
            *(
                models.Index(
                    F(field), BytewiseCollation("identifier"), F("id"), name=f"figureentry_by_{field}"
                )
                for field in ("place", "unit", "variable_slug")
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def year_reason(self) -> str:
        """Why there is no year, as a code of `AbsenceReason`; empty with a year."""
        if self.year is not None:
            return ""
        return AbsenceReason.PERIOD if self.period else AbsenceReason.NOT_STATED


def build_identifier(record_type: str, slug: str, key: str = "") -> str:
    """Return the public identifier of a figure: "city.shenzhen.area", "indicator-value.<slug>"."""
    return ".".join(part for part in (record_type, slug, key) if part)
