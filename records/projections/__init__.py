"""What is derived from published records, in one registry.

A record is written in one place. What is stored about it elsewhere (uses of sources, figures, entries of the
search, statistics, similar cities) is a projection of the publication log. An app registers its projections
in a module `projections`, which is discovered at start:

    register(Projection(name="figures", title=_("figures"), tables=(FigureEntry,), build=build_figures))

What readers need at once is written at the end of the publication transaction, by `apply_rows()`. The rest is
marked as stale there, and brought up to date by the worker in `stats/`. A redaction clears all projections,
`migrate` fills empty ones, and a test compares each one with a new build.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.apps import apps as global_apps
from django.db import DEFAULT_DB_ALIAS, models, transaction

from records.models.base import Link, Part, Record
from records.models.log import Publication

_BATCH_SIZE = 500
_Item = TypeVar("_Item")


class Timing(Enum):
    #: In the publication transaction, from its new rows of the log.
    AT_ONCE = auto()
    #: By the worker, from the rows of the log after those that it has applied.
    BY_ROWS = auto()
    #: By the worker, as a whole: `build` gets no rows.
    AS_A_WHOLE = auto()


class Update(NamedTuple):
    """What was built: the number of rows, and a function that writes them in the transaction of its caller.

    `save` leaves equal rows alone, and returns the number of rows that it changed.
    """

    rows: int
    save: Callable[[], int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Projection:
    """Something that is derived from published records and stored in tables of its own.

    - `title`: what editors read; of one with `clear` the untranslated message, which redactions keep.
    - `tables`: where it is stored.
    - `build(rows)`: computes what is derived from the records of these rows of the log.
    - `timing`: when and of which rows it is built.
    - `record_types`: those whose publication makes it stale, see `find_record_types()`; None: all.
    - `clear(record_type, slugs)`: deletes what is derived from records and returns the number of rows. None
      if it has no texts of records: codes, slugs and numbers stay until the next build.
    """

    name: str
    title: Any
    tables: tuple[type[models.Model], ...]
    build: Callable[[Sequence[Publication]], Update]
    timing: Timing = Timing.AS_A_WHOLE
    record_types: frozenset[str] | None = None
    clear: Callable[[str, Collection[str]], int] | None = None

    def depends_on(self, record_type: str) -> bool:
        return self.record_types is None or record_type in self.record_types


def find_record_types(read: Iterable[type[models.Model]]) -> frozenset[str] | None:
    """Return the type codes of the records that own rows of these models; None means all types.

    Any other model may be written with each publication.
    """
    codes = set()
    for model in read:
        owner: Any = model
        if issubclass(model, (Part, Link)):
            owner = model._meta.get_field(model.owner).related_model
        if not issubclass(owner, Record):
            return None
        codes.add(owner.type_code)
    return frozenset(codes)


_registered: dict[str, Projection] = {}


def register(projection: Projection) -> None:
    """Register a projection; raise ValueError if its name is taken."""
    if projection.name in _registered:
        raise ValueError(f"The projection “{projection.name}” is registered twice.")
    _registered[projection.name] = projection
    find_dependent_names.cache_clear()


def get_projections(*timings: Timing) -> dict[str, Projection]:
    """Return the projections with one of these timings, or all, by name."""
    return {name: one for name, one in _registered.items() if not timings or one.timing in timings}


def get_refreshed_projections() -> dict[str, Projection]:
    """Return the projections that the worker builds, by name."""
    return get_projections(Timing.BY_ROWS, Timing.AS_A_WHOLE)


@cache
def find_dependent_names(record_type: str) -> tuple[str, ...]:
    """Return the names of those that the worker must build after a publication of this record type."""
    return tuple(name for name, one in get_refreshed_projections().items() if one.depends_on(record_type))


def apply_rows(rows: Sequence[Publication]) -> None:
    """Write what readers need at once of these new rows of the log, which aren't written yet themselves."""
    for projection in get_projections(Timing.AT_ONCE).values():
        if own := [row for row in rows if projection.depends_on(row.record_type)]:
            projection.build(own).save()


@transaction.atomic
def rebuild_projection(projection: Projection) -> None:
    """Write a projection of the publication transaction again from the present versions in the log."""
    for table in projection.tables:
        table._default_manager.all().delete()
    rows = Publication.objects.current().order_by("number")
    if projection.record_types is not None:
        rows = rows.filter(record_type__in=projection.record_types)
    for batch in split_batches(rows.iterator(chunk_size=_BATCH_SIZE), _BATCH_SIZE):
        projection.build(batch).save()


def fill_empty_projections(using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """Receive `post_migrate`: build what publication transactions derive, if the log is older than that.

    It isn't a migration, because it needs the declarations of all apps and the present columns. A migration
    that changes what rows contain deletes them, and they are written again here.
    """
    if using != DEFAULT_DB_ALIAS:
        return
    for projection in get_projections(Timing.AT_ONCE).values():
        if has_present_columns(apps, Publication, *projection.tables) and not any(
            table._default_manager.exists() for table in projection.tables
        ):
            rebuild_projection(projection)


def has_present_columns(apps: Any, *tables: type[models.Model]) -> bool:
    """Return whether the database, as `apps` describes it, is migrated to the present columns of tables."""
    for table in tables:
        try:
            migrated = apps.get_model(table._meta.label)
        except LookupError:
            return False
        columns = [{field.column for field in each._meta.concrete_fields} for each in (table, migrated)]
        if columns[0] != columns[1]:
            return False
    return True


def clear_records(record_type: str, slugs: Collection[str], *, are_public: bool) -> dict[str, int]:
    """Delete what is derived from these records; return the number of rows by title of the projection.

    What the publication transaction derives from public records has their present versions, and stays.
    """
    return {
        projection.title: projection.clear(record_type, slugs)
        for projection in get_projections().values()
        if projection.clear is not None and not (are_public and projection.timing is Timing.AT_ONCE)
    }


def delete_rows(table: type[models.Model], record_type: str, slugs: Collection[str]) -> int:
    return table._default_manager.filter(record_type=record_type, slug__in=slugs).delete()[0]


def split_batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
