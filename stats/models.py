"""What has been counted, what it was before, and what waits to be counted."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stats.choices import Reason
from stats.declaring import Code, Reading, Statistic

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(dimensions: Mapping[str, Code]) -> str:
    """Dimensions as they are stored: the same codes give the same text."""
    return _ENCODER.encode(dict(dimensions))


class _Value(models.Model):
    """A value with what it is a value of."""

    statistic = models.CharField(_("statistic"), max_length=80)
    scope = models.CharField(_("scope"), max_length=30)
    slug = models.CharField(_("record"), max_length=160, blank=True, default="")
    dimensions = models.CharField(_("dimensions"), max_length=500, default="{}")
    value = models.DecimalField(_("value"), max_digits=26, decimal_places=6, null=True)
    n = models.PositiveBigIntegerField(_("number of records"))
    denominator = models.DecimalField(_("denominator"), max_digits=26, decimal_places=6, null=True)
    reason = models.CharField(
        _("why there is no value"), max_length=16, choices=Reason, blank=True, default=""
    )
    since = models.DateTimeField(_("stands since"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.statistic} {self.scope} {self.slug} {self.dimensions}: {self.value}"

    @property
    def codes(self) -> dict[str, Any]:
        """The dimensions as they were declared."""
        return json.loads(self.dimensions)

    def reading(self, statistic: Statistic, counting: "Counting | None" = None) -> Reading:
        return Reading(
            statistic=statistic,
            scope=self.scope,
            slug=self.slug,
            dimensions=self.codes,
            value=statistic.rounded(self.value),
            n=self.n,
            denominator=statistic.rounded(self.denominator, 6),
            reason=self.reason,
            since=self.since,
            computed_at=counting.changed_at if counting else None,
            as_of=counting.as_of if counting else None,
        )


class StatisticValue(_Value):
    """A value that stands. Rows are written by `stats.refreshing` only, and only when they change."""

    class Meta:
        verbose_name = _("value of a statistic")
        verbose_name_plural = _("values of statistics")
        constraints = [
            models.UniqueConstraint(
                fields=["statistic", "scope", "slug", "dimensions"], name="stats_statisticvalue_once"
            )
        ]
        indexes = [models.Index(fields=["scope", "slug"], name="stats_statisticvalue_scope")]


class EarlierValue(_Value):
    """A value that stood once: at the hub's scope every one, below the one that each day ended with."""

    until = models.DateTimeField(_("stood until"))

    class Meta:
        verbose_name = _("earlier value")
        verbose_name_plural = _("earlier values")
        indexes = [
            models.Index(
                fields=["statistic", "scope", "slug", "dimensions", "until"], name="stats_earliervalue_of"
            )
        ]


class Mark(models.Model):
    """How often a statistic has been made stale. Written in the transaction of the edit that does so.

    Editors write this row and refreshes only read it, so that neither waits for the other.
    """

    key = models.CharField(_("statistic"), max_length=80, primary_key=True)
    number = models.PositiveBigIntegerField(_("marks"), default=0)
    #: When the first of the marks came that wait to be counted.
    marked_at = models.DateTimeField(_("marked"), default=timezone.now)
    as_of = models.DateTimeField(
        _("as of"), null=True, help_text=_("When anything that it rests on was last published or taken away.")
    )

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class CountingQuerySet(models.QuerySet):
    def stale(self) -> "CountingQuerySet":
        """Where a newer mark has come than the one up to which it was counted."""
        return self.filter(number__lt=F("mark__number"))


class Counting(models.Model):
    """Up to which mark a statistic has been counted, and who is counting it now.

    `token` and `claimed_at` keep two workers from doing the same work; that a value is never replaced by an
    older one is ensured by `number` alone, so a worker that was killed or is late does no harm.
    """

    mark = models.OneToOneField(Mark, on_delete=models.CASCADE, primary_key=True, related_name="counting")
    number = models.PositiveBigIntegerField(_("counted up to mark"), default=0)
    token = models.CharField(max_length=32, blank=True, default="")
    claimed_at = models.DateTimeField(_("claimed"), null=True)
    counted_at = models.DateTimeField(_("counted"), null=True)
    changed_at = models.DateTimeField(_("last changed"), null=True)
    as_of = models.DateTimeField(_("as of"), null=True)

    objects = CountingQuerySet.as_manager()

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        ordering = ["mark"]

    def __str__(self) -> str:
        return self.mark_id


class StatisticsVersion(models.Model):
    """One row: a number that rises when a refresh has changed a value."""

    number = models.PositiveBigIntegerField(default=0)
    full_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="stats_statisticsversion_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class Refresh(models.Model):
    """That a statistic was counted, with what came of it. Rows of the last thirty days are kept."""

    statistic = models.CharField(_("statistic"), max_length=80)
    started_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    ended_at = models.DateTimeField(_("ended"), default=timezone.now, db_index=True)
    rows = models.PositiveIntegerField(_("values"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    error = models.TextField(_("error"), blank=True, default="")
    worker = models.CharField(_("by"), max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("refresh")
        verbose_name_plural = _("refreshes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.statistic} {self.started_at:%Y-%m-%d %H:%M:%S}"
