"""The one way in which something public is written.

    with publishing.writing() as changes:
        city.name_en = "Changchun"
        city.save()              # noticed by itself
        changes.publish(city)    # a draft becomes public when the block ends

Inside `writing()` rows are written as usual; records whose rows or parts were saved or deleted are
noticed, bulk writes are told with `touch()`. At the end of the block, in the same transaction, every
record that is or was public is checked, gets its new version in the publication log and its uses of
sources, and `content_changed` is sent. A problem raises `PublishingError` and nothing is written.
Writing to a published record outside of such a block is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import Signal, receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from records.checks import Problem, pointing_to, problems_of, still_needed
from records.choices import Action, Status
from records.models import ContentVersion, Publication, SlugAlias
from records.models.base import Link, Part, Record
from records.snapshots import selected, snapshots
from records.uses import uses_of, write_uses

#: Sent at the end of the transaction with `publications`, the new rows of the log, in order.
content_changed = Signal()


class PublishingError(Exception):
    """What stands in the way, all of it: `problems` names record, field and what to do."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class _Gone:
    """A record that is being deleted: what the log must still know of it."""

    pk: int
    slug: str
    version: int
    titles: dict[str, str]


@dataclass(frozen=True)
class _Written:
    """A new row of the log, with the record and its data where it is public."""

    row: Publication
    record: Record | None
    data: dict[str, Any] | None


class Changes:
    """What one block of `writing()` has changed."""

    def __init__(self) -> None:
        self._touched: dict[type[Record], set[int]] = defaultdict(set)
        self._gone: dict[type[Record], list[_Gone]] = defaultdict(list)
        self.publications: list[Publication] = []

    def touch(self, *records: Record) -> None:
        """Say that these records or their parts were written in bulk or through a relation."""
        for record in records:
            self._touched[type(record)].add(record.pk)

    def publish(self, *records: Record) -> None:
        """Make these saved records public when the block ends."""
        now = timezone.now()
        for record in records:
            if not record.is_published:
                record.status = Status.PUBLISHED
                record.published_at = record.published_at or now
                record.save(update_fields=["status", "published_at"])
            self.touch(record)

    def withdraw(self, *records: Record) -> None:
        """Take these records off the public side; their addresses answer 410 from then on."""
        for record in records:
            record.status = Status.ARCHIVED
            record.save(update_fields=["status"])
            self.touch(record)

    def gone(self, record: Record) -> None:
        """Keep of a record that is about to leave its address what the log must still know."""
        self._gone[type(record)].append(_Gone(record.pk, record.slug, record.version, _titles(record)))

    def rename(self, record: Record, slug: str) -> None:
        """Give a record a new address; the old one leads there for ever."""
        former = record.slug
        if record.is_published:
            self.gone(record)
            SlugAlias.objects.filter(record_type=record.type_code, target=former).update(target=slug)
            SlugAlias.objects.create(record_type=record.type_code, slug=former, target=slug)
            # What points to it holds its slug: it changes too.
            for other, pk, _slug, _target in pointing_to(type(record), [record.pk]):
                self._touched[other].add(pk)
        record.slug = slug
        record.save(update_fields=["slug"])

    # -- the end of the block ---------------------------------------------------------------------

    def settle(self) -> None:
        """Check and log what has been written so far; called at the end of the block at the latest."""
        problems: list[Problem] = []
        written: list[_Written] = []
        for model in list({**self._touched, **self._gone}):
            written += self._written(model, problems)
        self._touched.clear()
        self._gone.clear()
        if problems:
            raise PublishingError(problems)
        if written:
            self._log(written)

    def _written(self, model: type[Record], problems: list[Problem]) -> list[_Written]:
        """The new rows of the log for one record type, and what stands in their way."""
        # Locked, so that one writer at a time asks whether a record differs from its last version.
        touched = selected(model).select_for_update(of=("self",)).filter(pk__in=self._touched.get(model, ()))
        records = {record.pk: record for record in touched}
        gone = self._gone.get(model, [])
        last = _last_rows(model, [row.slug for row in (*records.values(), *gone)])
        data = snapshots(model, [pk for pk, record in records.items() if record.is_published])
        problems += problems_of(model, [records[pk] for pk in data], data)
        problems += still_needed(
            model,
            [row for row in gone if row.pk not in records]
            + [record for pk, record in records.items() if pk not in data and record.slug in last],
        )
        written = []
        changed = []
        for pk, record in records.items():
            previous = last.get(record.slug)
            if pk in data:
                if previous and previous.data == data[pk]:
                    continue
                action = Action.CHANGED if previous else Action.PUBLISHED
            elif previous:
                action = Action.WITHDRAWN
            changed.append(pk)
            record.version += 1
            if pk in data or previous:
                written.append(_Written(_row(record, action, data.get(pk)), record, data.get(pk)))
        model.objects.filter(pk__in=changed).update(version=F("version") + 1, updated_at=timezone.now())
        for former in gone:
            if former.slug in last:
                action = Action.WITHDRAWN if former.pk in records else Action.DELETED
                written.append(_Written(_end_row(model, former, action), None, None))
        return written

    def _log(self, written: list[_Written]) -> None:
        uses = [
            use
            for entry in written
            if entry.record and entry.data
            for use in uses_of(entry.record, entry.data)
        ]
        write_uses([(entry.row.record_type, entry.row.slug) for entry in written], uses)
        # From here to the end of the transaction every other writer waits, so numbers follow commits.
        first = _take_numbers(len(written))
        now = timezone.now()
        for number, entry in enumerate(written, start=first):
            entry.row.number, entry.row.at = number, now
        rows = Publication.objects.bulk_create([entry.row for entry in written], batch_size=200)
        self.publications += rows
        content_changed.send(sender=Changes, publications=rows)


_current: ContextVar[Changes | None] = ContextVar("current changes", default=None)


def current() -> Changes:
    """The changes of the block that is open. There must be one."""
    changes = _current.get()
    if changes is None:
        raise RuntimeError("No block of publishing.writing() is open.")
    return changes


@contextmanager
def writing() -> Iterator[Changes]:
    """One transaction in which public records may be written. Blocks inside a block join the outer one."""
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        changes = Changes()
        token = _current.set(changes)
        try:
            yield changes
            changes.settle()
        finally:
            _current.reset(token)


def _record_of(instance: models.Model) -> Record | None:
    if isinstance(instance, (Part, Link)):
        return instance.record
    return instance if isinstance(instance, Record) else None


@receiver(pre_save)
def _refuse_unwatched(sender: Any, instance: models.Model, **_kwargs: Any) -> None:
    """A published record, or a part of one, is not written outside of `writing()`."""
    record = _record_of(instance)
    if record is not None and _current.get() is None and record.is_published:
        raise PublishingError(
            [Problem(record, "", _("A published record is written inside publishing.writing() only."))]
        )


@receiver(post_save)
def _notice_saved(sender: Any, instance: models.Model, **_kwargs: Any) -> None:
    record, changes = _record_of(instance), _current.get()
    if record is not None and changes is not None:
        changes.touch(record)


@receiver(pre_delete)
def _notice_deleted(sender: Any, instance: models.Model, **_kwargs: Any) -> None:
    _refuse_unwatched(sender, instance)
    changes = _current.get()
    if changes is None:
        return
    if isinstance(instance, Record):
        changes.gone(instance)
    elif isinstance(instance, (Part, Link)):
        changes.touch(instance.record)


def _titles(record: Record) -> dict[str, str]:
    return {"title_en": str(record.title_in("en")), "title_zh_hans": str(record.title_in("zh-hans"))}


def _row(record: Record, action: Action, data: dict[str, Any] | None) -> Publication:
    return Publication(
        record_type=record.type_code,
        slug=record.slug,
        version=record.version,
        action=action,
        path=record.path if data is not None else "",
        data=data,
        **_titles(record),
    )


def _end_row(model: type[Record], gone: _Gone, action: Action) -> Publication:
    return Publication(
        record_type=model.type_code,
        slug=gone.slug,
        version=gone.version + 1,
        action=action,
        data=None,
        **gone.titles,
    )


def _last_rows(model: type[Record], slugs: Iterable[str]) -> dict[str, Publication]:
    """The newest row of each slug that is public, as the log has it."""
    rows = Publication.objects.filter(record_type=model.type_code, slug__in=list(slugs)).latest_versions()
    return {row.slug: row for row in rows if row.data is not None}


def _take_numbers(count: int) -> int:
    """Reserve `count` numbers; the first of them. The row stays locked until the transaction ends."""
    table = connection.ops.quote_name(ContentVersion._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET number = number + %s WHERE id = 1 RETURNING number", [count])
        (newest,) = cursor.fetchone()
    return newest - count + 1


def content_version() -> int:
    """The number of the newest publication; 0 before the first."""
    return ContentVersion.objects.values_list("number", flat=True).get(pk=1)
