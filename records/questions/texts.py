"""The question about texts without Chinese, and which texts of the database have none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.models import Link, Part, Record
from records.models.base import get_part_models
from records.publishing.validation import Problem
from records.questions.base import Answer, Question, RecordEdit, RowChange, get_place, register_questions
from records.texts.formats import is_chinese
from records.texts.translation import OVERRIDES, is_legible

MISSING_CHINESE = "missing-chinese"
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


@dataclass(frozen=True)
class ChineseGap:
    """The texts of a record that are, or would be, public in English only, by their places."""

    record: Record
    places: tuple[str, ...]

    @property
    def value(self) -> str:
        """What an answer is about: these texts and no others."""
        digest = sha256(" ".join(sorted(self.places)).encode()).hexdigest()[:12]
        return f"{len(self.places)} {digest}"

    @property
    def title(self) -> str:
        count = len(self.places)
        text = ngettext("%(count)s text has no Chinese", "%(count)s texts have no Chinese", count)
        return text % {"count": count}

    def describe_places(self) -> str:
        """Return the names of the first of these texts, as forms show them."""
        labels = [
            " › ".join(Problem(self.record, place, "").list_labels()) for place in self.places[:_MOST_NAMED]
        ]
        if (more := len(self.places) - _MOST_NAMED) > 0:
            labels.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
        return ("；" if is_chinese() else "; ").join(labels)

    def describe_answer(self) -> dict[str, str]:
        """Return what the revision keeps if they are published so."""
        return {
            "code": MISSING_CHINESE,
            "field": f"{self.places[0]}_zh_hans",
            "value": self.value,
            "question": self.title,
            "choice": "keep",
            "answer": _("Publish without"),
        }


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
    gap = ChineseGap(edit.record, tuple(f"{change.place}{name}" for change, name in missing))
    change, name = missing[0]
    answer = Answer(
        "keep",
        _("Publish without"),
        _("They stay in the list “Chinese missing”. Or write them, and save again."),
    )
    return Question(
        MISSING_CHINESE, change, f"{name}_zh_hans", gap.value, gap.title, (answer,), (gap.describe_places(),)
    )


# -- of several records at once ---------------------------------------------------------------------


def find_gaps(model: type[Record], records: Sequence[Record]) -> list[ChineseGap]:
    """Return what is without Chinese in these records and their parts. A query for each type of parts."""
    places: dict[int, list[str]] = {record.pk: list_texts_without_chinese(record) for record in records}
    for part_model in get_part_models(model):
        condition = build_condition_without_chinese(part_model)
        if condition is None:
            continue
        owner: Any = part_model._meta.get_field(part_model.owner)
        for part in part_model._default_manager.filter(condition, **{f"{owner.name}__in": list(places)}):
            names = list_texts_without_chinese(part)
            places[getattr(part, owner.attname)] += [f"{get_place(part)}{name}" for name in names]
    return [ChineseGap(record, tuple(places[record.pk])) for record in records if places[record.pk]]


def find_new_gaps(record: Record, before: Sequence[ChineseGap]) -> list[ChineseGap]:
    """Return the texts of a record without Chinese that weren't without it before."""
    known = {place for gap in before for place in gap.places}
    gaps = [
        ChineseGap(record, tuple(place for place in gap.places if place not in known))
        for gap in find_gaps(type(record), [record])
    ]
    return [gap for gap in gaps if gap.places]
