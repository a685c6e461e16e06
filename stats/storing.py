"""A statistic's values as its query gives them, and how they take the place of those that stood before."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from stats.declaring import HUB, Row, Statistic
from stats.models import EarlierValue, StatisticValue, canonical

_BATCH = 2000


class Identity(NamedTuple):
    """What a value is a value of, within its statistic."""

    scope: str
    slug: str
    dimensions: str


class Content(NamedTuple):
    """What is compared to see whether a value has changed."""

    value: Decimal | None
    n: int
    denominator: Decimal | None
    reason: str


Values = dict[Identity, Content]


def computed(statistic: Statistic) -> Values:
    """The values of the statistic as its query gives them now, rounded."""
    fresh: Values = {}
    for row in statistic.rows():
        identity = _checked(statistic, row)
        if identity in fresh:
            raise ValueError(f"Two values for {identity}.")
        fresh[identity] = Content(
            statistic.rounded(row.value), row.n, statistic.rounded(row.denominator, 6), row.reason
        )
    return fresh


def stored(statistic: Statistic) -> Values:
    """The values of the statistic as they stand in the table."""
    rows = StatisticValue.objects.filter(statistic=statistic.key)
    return {Identity(*row[:3]): Content(*row[3:]) for row in rows.values_list(*_IDENTITY, *_CONTENT)}


_IDENTITY = ("scope", "slug", "dimensions")
_CONTENT = ("value", "n", "denominator", "reason")


def _checked(statistic: Statistic, row: Row) -> Identity:
    """A row that is not as declared is a fault of the declaration: nothing of it is stored."""
    if row.scope not in statistic.scopes or (row.scope == HUB) != (row.slug == ""):
        raise ValueError(f"“{row.scope}” “{row.slug}” is none of the scopes of {statistic.key}.")
    if row.dimensions.keys() != statistic.dimensions.keys():
        raise ValueError(f"{dict(row.dimensions)} are not the dimensions of {statistic.key}.")
    if row.value is None and not row.reason:
        raise ValueError(f"{statistic.key} has neither a value nor the reason why there is none.")
    return Identity(row.scope, row.slug, canonical(row.dimensions))


def store(statistic: Statistic, fresh: Values, now: datetime) -> int:
    """Write what has changed, keep what stood before; how many values that were. In a transaction."""
    left = dict(fresh)
    gone: list[int] = []
    earlier: list[EarlierValue] = []
    written: list[StatisticValue] = []
    rows = StatisticValue.objects.filter(statistic=statistic.key)
    for pk, since, *row in rows.values_list("pk", "since", *_IDENTITY, *_CONTENT).iterator(5000):
        identity, former = Identity(*row[:3]), Content(*row[3:])
        content = left.pop(identity, None)
        if content == former:
            continue
        if content is None:
            gone.append(pk)
        else:
            written.append(_value(statistic, identity, content, now))
        if _is_kept(identity, since, now):
            earlier.append(_earlier(statistic, identity, former, since, now))
    new = [_value(statistic, identity, content, now) for identity, content in left.items()]
    EarlierValue.objects.bulk_create(earlier, batch_size=_BATCH)
    for start in range(0, len(gone), _BATCH):
        StatisticValue.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    StatisticValue.objects.bulk_create(
        written,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["statistic", *_IDENTITY],
        update_fields=[*_CONTENT, "since"],
    )
    StatisticValue.objects.bulk_create(new, batch_size=_BATCH)
    return len(gone) + len(written) + len(new)


def _is_kept(identity: Identity, since: datetime, until: datetime) -> bool:
    """For ever at the hub's scope; below, the value that a day ended with."""
    return identity.scope == HUB or timezone.localdate(since) < timezone.localdate(until)


def _value(statistic: Statistic, identity: Identity, content: Content, now: datetime) -> StatisticValue:
    return StatisticValue(statistic=statistic.key, **identity._asdict(), **content._asdict(), since=now)


def _earlier(
    statistic: Statistic, identity: Identity, former: Content, since: datetime, until: datetime
) -> EarlierValue:
    return EarlierValue(
        statistic=statistic.key, **identity._asdict(), **former._asdict(), since=since, until=until
    )
