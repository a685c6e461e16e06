"""Questions about names that another record of the type has."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from records.models import Record
from records.questions.base import Answer, Question, RecordEdit, register_questions
from records.questions.points import get_region
from records.texts.formats import is_chinese
from records.texts.same_names import add_distinction

#: The columns of names, of which a type of records has some.
_NAMES = ("name_en", "title_en", "title", "name_zh_hans", "title_zh_hans")
#: As many others are named.
_MOST_NAMED = 3


@register_questions
def ask_about_same_names(edit: RecordEdit) -> Iterator[Question]:
    """Ask about a record with the name of another one, which may be the same thing. One query."""
    for change in edit.rows:
        if change.place:
            continue
        names = {name: getattr(change.row, name, "") for name in _list_names(type(change.row))}
        new = {name: text for name, text in names.items() if text and change.has_changed(name)}
        if new and (same := _find_same(change.row, new)):
            message = _("Another %(type)s is called so: %(names)s")
            separator = "、" if is_chinese() else ", "
            type_name = str(change.row._meta.verbose_name)
            title = message % {"type": type_name, "names": separator.join(map(_describe, same))}
            keep = Answer("keep", _("It is another one"), _("Your answer stays with this version."))
            yield Question("same-name", change, next(iter(new)), "; ".join(new.values()), title, (keep,))


def _list_names(model: type[Record]) -> list[str]:
    columns = {field.name for field in model._meta.concrete_fields}
    return [name for name in _NAMES if name in columns]


def _find_same(record: Record, names: dict[str, str]) -> list[Record]:
    condition = Q()
    for name, text in names.items():
        condition |= Q(**{f"{name}__iexact": text})
    rows: Any = type(record)._default_manager.filter(condition).exclude(pk=record.pk)
    return list(rows.order_by("pk")[:_MOST_NAMED])


def _describe(record: Record) -> str:
    region = get_region(record)
    return str(add_distinction(record.title, region.title if region else record.slug))
