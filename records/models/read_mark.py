"""Read marks: which version of a public record an office has read."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from records.fields import TranslatedField
from records.models.base import Record

_SHOWN = ("version", "day", "office_en", "office_zh_hans")


class ReadMarkQuerySet(models.QuerySet):
    def of(self, record: Record) -> "ReadMarkQuerySet":
        """The marks of one record, that of its newest version first."""
        return self.filter(record_type=record.type_code, object_id=record.pk).order_by("-version")

    def select_newest(self, record: Record) -> Subquery:
        """Return a subquery with what `ReadMark.parse()` reads, to save a page a query."""
        newest = self.of(record).annotate(shown=JSONObject(**dict(zip(_SHOWN, _SHOWN, strict=True))))
        return Subquery(newest.values("shown")[:1])


class ReadMark(models.Model):
    """A version of a public record that somebody has read for an office.

    It is valid as long as that is the version of the record. A record that changes has another one.
    """

    record_type = models.CharField(_("record type"), max_length=30)
    object_id = models.PositiveBigIntegerField(_("primary key of the record"))
    version = models.PositiveIntegerField(_("version"))
    day = models.DateField(_("day"))
    office = TranslatedField(_("office"), max_length=100, has_overrides=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reader = models.CharField(
        _("reader"), max_length=150, help_text=_("The user name, which stays when the account is deleted.")
    )

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        ordering = ["-pk"]
        default_permissions = ("add", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "object_id", "version"],
                name="records_readmark_once",
                violation_error_message=_("This version is marked as read already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.object_id} {self.version}"

    @classmethod
    def parse(cls, shown: dict[str, Any] | None) -> "ReadMark | None":
        """Return the mark that `select_newest()` selected, with what pages show of it."""
        if shown is None:
            return None
        return cls(**{**shown, "day": date.fromisoformat(shown["day"])})


def exclude_read(records: QuerySet) -> QuerySet:
    """Return those public records of a queryset whose present version nobody has read."""
    marks = ReadMark.objects.filter(
        record_type=records.model.type_code, object_id=OuterRef("pk"), version=OuterRef("version")
    )
    return records.published().exclude(Exists(marks))  # type: ignore[attr-defined]
