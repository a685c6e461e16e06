"""A word in every text of a record, and a search for it in every table."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection, models

from records.fields import CodeListField, StatedDateField, TextListField, TraditionalOverridesField
from records.models.base import get_part_models
from records.models.roles import LIFECYCLE_FIELDS
from tests.factories import make_source, writing

WORD = "zyxquintessa"

_NAMES = {"slug", "key", "status", "loaded_digest", "statistic", "country", "language", "code"}


def _text(field, word) -> Any:
    """What a text column holds when the word is planted; None where it holds no text."""
    if isinstance(field, TraditionalOverridesField):
        columns = {name: text.columns["zh_hans"] for name, text in field.model.translated_fields.items()}
        return {name: word for name, column in columns.items() if _text(column, word)}
    if isinstance(field, TextListField):
        return [{"en": word, "zh_hans": word, "zh_hant": ""}]
    if field.name in _NAMES or field.choices or isinstance(field, (StatedDateField, CodeListField)):
        return None
    if field.max_length is not None and field.max_length < len(word):
        return None
    if isinstance(field, models.URLField):
        return f"https://example.org/{word}"
    return word if isinstance(field, (models.CharField, models.TextField)) else None


def insert_word(record, word=WORD) -> Callable[[], None]:
    """The word in every text of a record, its parts and links, as one version; what is given corrects it."""
    parts = [
        part
        for model in get_part_models(type(record))
        for part in model._default_manager.filter(**{model.owner: record})
    ]
    with writing() as changes:
        for relation in record.sourced_fields.values():
            if not getattr(record, relation).exists():
                changes.set_related(record, relation, [make_source()])
    former = [
        (obj, {field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields})
        for obj in (record, *parts)
    ]
    _write(
        [(obj, {name: _text(obj._meta.get_field(name), word) for name in values}) for obj, values in former]
    )
    return lambda: _write(former)


def _write(objects: list[tuple[Any, dict[str, Any]]]) -> None:
    with writing() as changes:
        for obj, values in objects:
            for name, value in values.items():
                if value is not None and name not in LIFECYCLE_FIELDS:
                    setattr(obj, name, value)
            changes.save(obj)


def search_tables(word=WORD) -> dict[str, int]:
    """How many rows of each table of the database hold the word, in whatever column."""
    found = {}
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [
                column.name for column in connection.introspection.get_table_description(cursor, table)
            ]
            holds = " OR ".join(f"CAST({quoted(column)} AS TEXT) LIKE %s" for column in columns)
            cursor.execute(
                f"SELECT COUNT(*) FROM {quoted(table)} WHERE {holds}", [f"%{word}%"] * len(columns)
            )
            (count,) = cursor.fetchone()
            if count:
                found[table] = count
    return found


def search_cache(word=WORD) -> list[str]:
    """The keys of the cache of this process whose entries hold the word, compressed or not."""
    return [key for key in cache._cache if word in repr(cache.get(key.split(":", 2)[2]))]
