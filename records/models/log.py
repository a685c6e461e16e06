"""The publication log, the content version, slug aliases and source uses."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.choices import Action
from records.fields import TranslatedField
from records.models.base import Record, get_record_types
from records.models.constraints import build_choices_constraint
from records.models.source import Source


class ContentVersion(models.Model):
    """A single row with the number of the newest publication. Its row lock serializes writers."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="records_contentversion_one_row",
                violation_error_message=_("There is one row only."),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class PublicationQuerySet(models.QuerySet):
    def versions(self) -> "PublicationQuerySet":
        """Exclude the rows that report redactions: they are not versions."""
        return self.exclude(action=Action.REDACTED)

    def latest_versions(self) -> "PublicationQuerySet":
        """The newest version for each type and slug."""
        newest = (
            self.versions()
            .values("record_type", "slug")
            .annotate(newest=models.Max("number"))
            .values("newest")
        )
        return self.filter(number__in=newest)

    def current(self) -> "PublicationQuerySet":
        """The versions that are public now."""
        return self.filter(is_current=True)

    def of_type(self, record_type: str) -> "PublicationQuerySet":
        """The rows of records of a type, newest first."""
        # A range, so that the index of type and number is read. For `=`, PostgreSQL reads the log from its
        # end and expects to find such rows soon, but a million of other types may have been published since.
        rows = self.filter(record_type__gte=record_type, record_type__lte=record_type)
        return rows.order_by("-record_type", "-number")

    def without_former_slugs(self) -> "PublicationQuerySet":
        """Exclude the ends of former slugs: the row with the new slug represents a rename."""
        return self.filter(renamed_to="")

    def of(self, record: Record) -> "PublicationQuerySet":
        """The versions of one record under all its slugs, newest first, without the ends of former slugs."""
        aliases = SlugAlias.objects.filter(record_type=record.type_code, target=record.slug)
        own = type(record)._default_manager.filter(pk=record.pk).order_by().values("slug")
        # A union, so that the index by slug is used; for `OR`, PostgreSQL reads the whole log.
        slugs = own.union(aliases.values("slug"), all=True)
        return (
            self.versions()
            .filter(slug__in=slugs, record_type=record.type_code)
            .without_former_slugs()
            .order_by("-number")
        )


class Publication(models.Model):
    """A row of the publication log: a published version of a record, its withdrawal or deletion.

    Rows are only added. `number` increases in the order of commits. `data` is the snapshot of the record;
    None if it was withdrawn or deleted, or if the version was redacted: `records.redaction` clears data,
    titles and path and sets `redacted_by` to the number of the row that reports the redaction. A rename has
    two rows: the end of the former slug, and the version under the new one.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    record_type = models.CharField(_("record type"), max_length=30)
    slug = models.CharField(_("slug"), max_length=160)
    version = models.PositiveIntegerField(_("version"))
    action = models.CharField(_("action"), max_length=10, choices=Action)
    at = models.DateTimeField(_("time"), default=timezone.now)
    title = TranslatedField(_("title"), blank=True, has_overrides=False)
    path = models.CharField(
        _("address"), max_length=600, blank=True, default="", help_text=_("Address without its language.")
    )
    data = models.JSONField(_("the record"), null=True)
    #: Whether it is the version that is public now.
    is_current = models.BooleanField(_("public now"), default=False)
    #: Of the version after a rename: the slug before. Of the end of a former slug: the new one.
    former_slug = models.CharField(_("former slug"), max_length=160, blank=True, default="")
    renamed_to = models.CharField(_("new slug"), max_length=160, blank=True, default="")
    redacted_by = models.PositiveBigIntegerField(
        _("redacted by"), null=True, help_text=_("Number of the row that says that this one was redacted.")
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication log")
        ordering = ["-number"]
        constraints = [
            build_choices_constraint("action", Action),
            models.UniqueConstraint(
                fields=["record_type", "slug"],
                condition=Q(is_current=True),
                name="records_publication_current",
                violation_error_message=_("A record has one current version."),
            ),
        ]
        indexes = [
            models.Index(fields=["record_type", "slug", "number"], name="records_publication_record"),
            models.Index(fields=["record_type", "number"], name="records_publication_type"),
            models.Index(fields=["at"], name="records_publication_at"),
            models.Index(fields=["redacted_by"], name="records_publication_redacted"),
        ]
        permissions = [("redact_publication", "Can redact publication")]

    def __str__(self) -> str:
        return f"{self.number} {self.record_type} {self.slug} {self.action}"

    @property
    def is_redacted(self) -> bool:
        return self.redacted_by is not None

    @property
    def type_name(self) -> str:
        """The name of the record type in the active language."""
        return str(get_record_types()[self.record_type]._meta.verbose_name)


class SlugAliasQuerySet(models.QuerySet):
    def find_targets(self, slugs: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return the present slugs of renamed records, by type code and former slug."""
        rows = self.filter(slug__in=set(slugs)).values_list("record_type", "slug", "target")
        return {(code, slug): target for code, slug, target in rows}


class SlugAlias(models.Model):
    """A former slug of a published record. Its URL redirects (301) to the present one."""

    record_type = models.CharField(_("record type"), max_length=30)
    slug = models.CharField(_("former slug"), max_length=160)
    target = models.CharField(_("present slug"), max_length=160)

    objects: ClassVar[Any] = SlugAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "slug"],
                name="records_slugalias_once",
                violation_error_message=_("This former address leads somewhere already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type}: {self.slug} → {self.target}"


class SourceUse(models.Model):
    """A source that a published record, one of its parts or one of its fields cites.

    Rows are replaced on every publication. `part` is the part's key, `field` a field with its own sources; if
    both are empty, the whole record cites the source.
    """

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="uses"
    )
    record_type = models.CharField(_("record type"), max_length=30)
    slug = models.CharField(_("slug"), max_length=160)
    part = models.CharField(_("part"), max_length=100, blank=True, default="")
    part_type = models.CharField(_("part type"), max_length=30, blank=True, default="")
    field = models.CharField(_("field"), max_length=40, blank=True, default="")
    position = models.PositiveIntegerField(_("position"), default=0)
    title = TranslatedField(_("title"), blank=True, has_overrides=False)
    path = models.CharField(
        _("address"), max_length=600, blank=True, default="", help_text=_("Address without its language.")
    )

    class Meta:
        verbose_name = _("use of a source")
        verbose_name_plural = _("uses of sources")
        ordering = ["record_type", "slug", "position", "pk"]
        indexes = [
            models.Index(fields=["record_type", "slug"], name="records_sourceuse_record"),
            models.Index(
                fields=["source", "record_type", "slug", "position"], name="records_sourceuse_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.slug} {self.part} ← {self.source_id}"
