"""Stored values of statistics, their history, and the state of their refreshes."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stats.choices import NoValueReason
from stats.definitions import Code, Statistic, StatisticResult

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def encode_dimensions(dimensions: Mapping[str, Code]) -> str:
    """Return the dimensions as JSON in the stored form; equal dimensions give equal text."""
    return _ENCODER.encode(dict(dimensions))


def decode_dimensions(text: str) -> dict[str, Any]:
    return json.loads(text)


class AbstractStatisticValue(models.Model):
    statistic = models.CharField(_("statistic"), max_length=80)
    scope = models.CharField(_("scope"), max_length=30)
    slug = models.CharField(_("record"), max_length=160, blank=True, default="")
    dimensions = models.CharField(_("dimensions"), max_length=500, default="{}")
    value = models.DecimalField(_("value"), max_digits=26, decimal_places=6, null=True)
    n = models.PositiveBigIntegerField(_("number of records"))
    denominator = models.DecimalField(_("denominator"), max_digits=26, decimal_places=6, null=True)
    reason = models.CharField(
        _("why there is no value"), max_length=16, choices=NoValueReason, blank=True, default=""
    )
    since = models.DateTimeField(_("valid since"))
    since_number = models.PositiveBigIntegerField(
        _("content version since"), default=0, help_text=_("From which it was calculated first.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.statistic} {self.scope} {self.slug} {self.dimensions}: {self.value}"

    @property
    def codes(self) -> dict[str, Any]:
        return decode_dimensions(self.dimensions)

    def result(
        self, statistic: Statistic, computed_at: datetime | None = None, as_of: datetime | None = None
    ) -> StatisticResult:
        return StatisticResult(
            statistic=statistic,
            scope=self.scope,
            slug=self.slug,
            dimensions=self.codes,
            value=statistic.round_value(self.value),
            n=self.n,
            denominator=statistic.round_value(self.denominator, 6),
            reason=self.reason,
            since=self.since,
            computed_at=computed_at,
            as_of=as_of,
        )


class StatisticValue(AbstractStatisticValue):
    """A current value. Only `stats.refresh` writes rows, and only when a value changes."""

    class Meta:
        verbose_name = _("value of a statistic")
        verbose_name_plural = _("values of statistics")
        constraints = [
            models.UniqueConstraint(
                fields=["statistic", "scope", "slug", "dimensions"], name="stats_statisticvalue_once"
            )
        ]
        indexes = [models.Index(fields=["scope", "slug"], name="stats_statisticvalue_scope")]


class TableSummary(models.Model):
    """What a page needs of a scope with more values than it shows; smaller tables are read whole.

    A refresh writes it with the values. `facts` are those of `aggregations.summarize_results()`. `known` are
    the dimensions of the values that a page shows or draws, in the order of the English table; `brief` are
    those that the list of statistics shows.
    """

    statistic = models.CharField(max_length=80)
    scope = models.CharField(max_length=30)
    slug = models.CharField(max_length=160, blank=True, default="")
    facts = models.JSONField(default=dict)
    known = models.JSONField(default=list)
    brief = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "slug", "statistic"], name="stats_tablesummary_once")
        ]

    def __str__(self) -> str:
        return f"{self.statistic} {self.scope} {self.slug}"


class HistoricalValue(AbstractStatisticValue):
    """A replaced value. Every one is kept: a citation names the content version of its value."""

    until = models.DateTimeField(_("valid until"))
    until_number = models.PositiveBigIntegerField(
        _("content version until"), default=0, help_text=_("From which it was calculated anew.")
    )

    class Meta:
        verbose_name = _("earlier value")
        verbose_name_plural = _("earlier values")
        indexes = [
            models.Index(
                fields=["statistic", "scope", "slug", "dimensions", "until"], name="stats_historicalvalue_of"
            )
        ]


class StaleMark(models.Model):
    """A counter of how often a projection became stale, incremented in the transaction of the edit.

    Edits write this row and refreshes only read it, so neither waits for the other.
    """

    key = models.CharField(_("statistic"), max_length=80, primary_key=True)
    number = models.PositiveBigIntegerField(_("marks"), default=0)
    #: Time of the first increment since the last refresh.
    marked_at = models.DateTimeField(_("marked"), default=timezone.now)
    #: The content version before the first increment since the last refresh.
    settled = models.PositiveBigIntegerField(_("content version"), default=0)
    as_of = models.DateTimeField(
        _("as of"), null=True, help_text=_("When anything it depends on was last published or withdrawn.")
    )

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class RefreshStateQuerySet(models.QuerySet):
    def stale(self) -> "RefreshStateQuerySet":
        return self.filter(number__lt=F("mark__number"))


class RefreshState(models.Model):
    """The state of a projection's refresh: the mark up to which it is computed, and the claim of a worker.

    `token` and `claimed_at` prevent two workers from doing the same work. `number` alone ensures that an
    older result never replaces a newer one, so a killed or late worker does no harm.
    """

    mark = models.OneToOneField(
        StaleMark,
        verbose_name=_("mark"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="counting",
    )
    number = models.PositiveBigIntegerField(_("counted up to mark"), default=0)
    token = models.CharField(_("claim"), max_length=32, blank=True, default="")
    claimed_at = models.DateTimeField(_("claimed"), null=True)
    counted_at = models.DateTimeField(_("counted"), null=True)
    changed_at = models.DateTimeField(_("last changed"), null=True)
    as_of = models.DateTimeField(_("as of"), null=True)
    #: The content version from which it is built: of one that is built by rows, the last applied one.
    applied = models.PositiveBigIntegerField(_("content version"), default=0)
    #: The release whose build it is.
    digest = models.CharField(_("digest of the build"), max_length=64, blank=True, default="")

    objects = RefreshStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        ordering = ["mark"]

    def __str__(self) -> str:
        return self.mark_id


class StatisticsVersion(models.Model):
    """A single row with a number that increases when a refresh changes a value."""

    number = models.PositiveBigIntegerField(default=0)
    full_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="stats_statisticsversion_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class Refresh(models.Model):
    """A log entry of one refresh of a projection. Entries are kept for thirty days."""

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
