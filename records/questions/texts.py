"""The question about texts without Chinese, and which texts of the database have none."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.models import Link, Part, Record
from records.publishing.validation import Problem
from records.questions.base import Answer, Question, RecordEdit, RowChange, register_questions
from records.texts.formats import is_chinese
from records.texts.translation import OVERRIDES, is_legible

#: As many texts are named in a question.
_MOST_NAMED = 10


def list_texts_without_chinese(row: Any) -> list[str]:
    """Return the names of the translated texts of a row that are written in English only."""
    return [
        name
        for name in getattr(row, "translated_fields", {})
        if is_legible(getattr(row, f"{name}_en"))
        and not is_legible(getattr(row, f"{name}_zh_hans"))
        and name not in getattr(row, OVERRIDES, {})
    ]


def build_condition_without_chinese(model: type[Record | Part | Link]) -> Q | None:
    """Return the condition of rows with a text in English only; None if the model has no texts."""
    found = Q()
    for name, declared in getattr(model, "translated_fields", {}).items():
        condition = ~Q(**{f"{name}_en": ""}) & Q(**{f"{name}_zh_hans": ""})
        if declared.has_overrides:
            condition &= Q(**{f"{OVERRIDES}__{name}__isnull": True})
        found |= condition
    return found or None


@register_questions
def ask_about_missing_chinese(edit: RecordEdit) -> Iterator[Question]:
    """Name the texts that an edit makes public without Chinese, in one question. No query."""
    missing = [
        (change, name)
        for change in edit.rows
        for name in list_texts_without_chinese(change.row)
        if change.has_changed(f"{name}_en", f"{name}_zh_hans") and not _is_old_gap(change, name)
    ]
    if missing:
        yield _build_question(edit, missing)


def _is_old_gap(change: RowChange, name: str) -> bool:
    """Return whether the text has been public without Chinese."""
    before = change.before
    return is_legible(before.get(f"{name}_en", "")) and not is_legible(before.get(f"{name}_zh_hans", ""))


def _build_question(edit: RecordEdit, missing: list[tuple[RowChange, str]]) -> Question:
    count = len(missing)
    title = ngettext("%(count)s text has no Chinese", "%(count)s texts have no Chinese", count)
    places = [f"{change.place}{name}" for change, name in missing]
    labels = [" › ".join(Problem(edit.record, place, "").list_labels()) for place in places[:_MOST_NAMED]]
    if count > _MOST_NAMED:
        more = count - _MOST_NAMED
        labels.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    change, name = missing[0]
    answer = Answer(
        "keep",
        _("Publish without"),
        _("They stay in the list “Chinese missing”. Or write them, and save again."),
    )
    digest = sha256(" ".join(sorted(places)).encode()).hexdigest()[:12]
    return Question(
        "missing-chinese",
        change,
        f"{name}_zh_hans",
        f"{count} {digest}",
        title % {"count": count},
        (answer,),
        (("；" if is_chinese() else "; ").join(labels),),
    )
