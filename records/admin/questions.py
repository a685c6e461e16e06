"""Questions in forms of the admin: asked before an edit is public, answered beside the field.

Nothing is stored between two submissions: the questions are asked again each time, and an answer is sent with
the value that it is about.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.text import slugify

from records.models import Link, Part, Record, Revision
from records.models.base import get_part_models
from records.publishing import Changes
from records.publishing.validation import Problem
from records.questions import Answer, Question, RecordEdit, RowChange, collect_questions
from records.questions.base import get_place
from records.questions.form_urls import build_form_url
from records.questions.texts import MISSING_CHINESE, ChineseGap
from records.snapshots import select_with_related

_PREFIX = "answer:"
#: In the value of a radio button: the value that is asked about.
_ABOUT = "about"
#: Versions of a record in which answers are looked for.
_MOST_REVISIONS = 25


class OpenQuestions(Exception):
    """An edit has questions without an answer; nothing is written."""


#: Field of pages for several records: the texts that are published without Chinese.
WITHOUT_CHINESE = "without_chinese"


@dataclass(frozen=True)
class GapQuestion:
    """The question of a page whether records are published with texts that have no Chinese."""

    gaps: list[ChineseGap]

    @property
    def value(self) -> str:
        """What the page sends to agree, to these texts and no others."""
        return ";".join(f"{gap.record.pk} {gap.value}" for gap in self.gaps)


def require_chinese(
    request: HttpRequest, changes: Changes, gaps: list[ChineseGap], asked: list[ChineseGap]
) -> None:
    """Keep the answer for these texts; raise `OpenQuestions`, with them in `asked`, if there is none."""
    if not gaps:
        return
    if request.POST.get(WITHOUT_CHINESE) != GapQuestion(gaps).value:
        asked += gaps
        raise OpenQuestions
    for gap in gaps:
        changes.keep_answers(gap.record, [gap.describe_answer()])


#: Field of the same pages: the questions to which the answer is to keep what is there.
AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class OddQuestion:
    """The question of a page whether records are published as they are, though something in them is odd."""

    asked: list["AskedQuestion"]

    @property
    def value(self) -> str:
        """What the page sends to agree, to these questions and no others."""
        keys = sorted((one.question.change.row.pk, *one.key) for one in self.asked)
        return sha256(json.dumps(keys).encode()).hexdigest()


def require_keeping(
    request: HttpRequest, changes: Changes, records: list[Any], asked: list["AskedQuestion"]
) -> None:
    """Ask about records that become public together; keep it as the answer that they stay as they are.

    Raise `OpenQuestions`, with the questions in `asked`, if that wasn't agreed to. `require_chinese` asks
    about missing Chinese. A few queries for each record.
    """
    found = [
        (record, one)
        for record in records
        for one in _fill_former_answers(
            record,
            [
                AskedQuestion(question, None)
                for question in collect_questions(build_edit(request, record, False, ()))
                if question.code != MISSING_CHINESE
            ],
        )
    ]
    opened = [one for _record, one in found if one.answer is None]
    if opened and request.POST.get(AS_IT_IS) != OddQuestion(opened).value:
        asked += opened
        raise OpenQuestions
    for record, one in found:
        kept = AskedQuestion(one.question, one.answer or one.list_ways_to_keep()[0])
        changes.keep_answers(record, [kept.describe()])


@dataclass(frozen=True)
class AskedQuestion:
    """A question with the answer that was sent for the value that it is about, if any."""

    question: Question
    answer: Answer | None

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return slugify(f"{self.question.code} {self.question.place.replace('.', ' ')}")

    @property
    def is_in_form(self) -> bool:
        """Whether the form shows the row; if not, its own page does."""
        return self.question.change.prefix is not None

    @property
    def where(self) -> str:
        """The names of the part and of the field, as forms show them."""
        return " › ".join(Problem(self.record, self.question.place, "").list_labels())

    @property
    def url(self) -> str:
        """The address of the field on the page of its part."""
        return build_form_url(self.record, self.question.change.row, self.question.field)

    @property
    def record(self) -> Record:
        row = self.question.change.row
        return row if isinstance(row, Record) else getattr(row, row.owner)

    def list_choices(self) -> Iterator[tuple[str, Answer, bool]]:
        """Yield the value of the radio button, the answer, and whether it was chosen.

        Without those that write into a field which the form doesn't have.
        """
        for answer in self.question.answers:
            if answer.values and not self.is_in_form:
                continue
            yield self._encode(answer), answer, answer is self.answer

    def _encode(self, answer: Answer) -> str:
        prefix = f"{self.question.change.prefix}-" if self.question.change.prefix else ""
        values = {f"{prefix}{name}": value for name, value in answer.values.items()}
        return f"{answer.code}?{urlencode({_ABOUT: self.question.value, **values})}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What an answer holds for, in all versions of the record."""
        return self.question.code, self.question.place, self.question.value

    def list_ways_to_keep(self) -> list[Answer]:
        """Return the answers that change nothing."""
        return [answer for answer in self.question.answers if not answer.values and not answer.action]

    def describe(self) -> dict[str, str]:
        """Return what a revision keeps."""
        code, place, value = self.key
        return {
            "code": code,
            "field": place,
            "value": value,
            "question": self.question.title,
            "choice": self.answer.code if self.answer else "",
            "answer": self.answer.label if self.answer else "",
        }


def apply_answers(data: QueryDict) -> QueryDict:
    """Return the data of a form with the values that its answers write into fields, without these answers."""
    applied = data.copy()
    for name, sent in _iterate_answers(data):
        values = QueryDict(sent.partition("?")[2])
        for field_name in values.keys() - {_ABOUT}:
            if not field_name.startswith(("_", _PREFIX)):
                applied[field_name] = values[field_name]
                applied.pop(name, None)
    return applied


def _iterate_answers(data: QueryDict) -> Iterator[tuple[str, str]]:
    for name in data:
        if name.startswith(_PREFIX):
            yield name, str(data[name])


def ask_questions(changes: Changes, edit: RecordEdit, data: QueryDict) -> list[AskedQuestion]:
    """Ask about an edit that is saved. If all questions are answered, do and keep what the answers say."""
    asked = _fill_former_answers(
        edit.record,
        [
            AskedQuestion(question, _find_answer(question, data.get(question.name, "")))
            for question in collect_questions(edit)
        ],
    )
    if all(one.answer for one in asked):
        for one in asked:
            if one.answer and one.answer.action:
                one.answer.action(changes)
        if asked:
            changes.keep_answers(edit.record, [one.describe() for one in asked])
    return asked


def _find_answer(question: Question, sent: str) -> Answer | None:
    code, _mark, about = sent.partition("?")
    if QueryDict(about).get(_ABOUT) != question.value:
        return None  # the value has changed since, or there is no answer
    return next((answer for answer in question.answers if answer.code == code), None)


def _fill_former_answers(record: Record, asked: list[AskedQuestion]) -> list[AskedQuestion]:
    """Answer what was answered for the same value in an earlier version, as when a record is public again.

    Only to keep something; nothing is done or written by an answer of former times. At most one query.
    """
    if all(one.answer or not one.question.change.is_new for one in asked):
        return asked
    revisions = Revision.objects.of(record).exclude(answers=[]).values_list("answers", flat=True)
    given = {
        (kept["code"], kept["field"], kept["value"]): kept.get("choice")
        for answers in reversed(revisions[:_MOST_REVISIONS])
        for kept in answers
    }
    return [
        one
        if one.answer
        else AskedQuestion(
            one.question,
            next((way for way in one.list_ways_to_keep() if way.code == given.get(one.key)), None),
        )
        for one in asked
    ]


# -- what an edit changes ---------------------------------------------------------------------------


def build_edit(
    request: HttpRequest, record: Record, was_public: bool, all_forms: Iterable[Any]
) -> RecordEdit:
    """Return what a saved form changes of a record that is public now.

    `all_forms`: of the record and its parts. A record that wasn't public is new to readers, with all of its
    parts, also those that the form doesn't show.
    """
    rows = [
        _build_row_change(form, was_public)
        for form in all_forms
        if isinstance(form.instance, (Record, Part, Link)) and form.instance.pk
        if not was_public or form.has_changed()
        if not getattr(form, "cleaned_data", {}).get("DELETE")
    ]
    if not was_public:
        shown = {(type(change.row), change.row.pk) for change in rows}
        rows += [
            RowChange(row, place, _list_field_names(row))
            for row, place in _iterate_rows(record)
            if (type(row), row.pk) not in shown
        ]
    return RecordEdit(record, rows, request.user)  # type: ignore[arg-type]


def _build_row_change(form: Any, was_public: bool) -> RowChange:
    row = form.instance
    place = get_place(row)
    before = form.initial if was_public else {}
    changed = frozenset(form.changed_data) if before else _list_field_names(row)
    return RowChange(row, place, changed, before, form.prefix or "")


def _list_field_names(row: Record | Part | Link) -> frozenset[str]:
    return frozenset(field.name for field in (*row._meta.concrete_fields, *row._meta.many_to_many))


def _iterate_rows(record: Record) -> Iterator[tuple[Record | Part | Link, str]]:
    yield record, ""
    for model in get_part_models(type(record)):
        for row in select_with_related(model).filter(**{model.owner: record}):
            setattr(row, model.owner, record)
            yield row, get_place(row)


# -- beside their fields ----------------------------------------------------------------------------


@dataclass
class FormQuestions:
    """The questions of a form that is shown again, for templates."""

    asked: list[AskedQuestion]
    #: By the name of the field in the form.
    by_field: dict[str, list[AskedQuestion]] = field(default_factory=dict)
    #: Those about what the form doesn't show.
    others: list[AskedQuestion] = field(default_factory=list)
    #: Names and values of answers whose question isn't asked now: another problem came first.
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        return sum(one.answer is None for one in self.asked)

    def get_first_open(self) -> AskedQuestion | None:
        return next((one for one in self.asked if one.answer is None), None)


def arrange_questions(
    asked: list[AskedQuestion] | None, data: QueryDict, all_forms: Iterable[Any]
) -> FormQuestions:
    """Place questions beside the fields of bound forms. `asked`: None if it hasn't come to questions."""
    arranged = FormQuestions(asked or [])
    if asked is None:
        arranged.kept = list(_iterate_answers(data))
        return arranged
    by_prefix = {form.prefix or "": form for form in all_forms}
    for one in asked:
        form = by_prefix.get(one.question.change.prefix)
        if form is None or one.question.field not in form.fields:
            arranged.others.append(one)
            continue
        bound = form[one.question.field]
        arranged.by_field.setdefault(bound.html_name, []).append(one)
        _describe_by(bound, one.anchor)
    return arranged


def _describe_by(bound: Any, anchor: str) -> None:
    """Let the widget name the question to those who hear the page."""
    attributes = bound.field.widget.attrs
    named = attributes.get("aria-describedby") or (
        f"{bound.id_for_label}_helptext" if bound.help_text and bound.id_for_label else ""
    )
    attributes["aria-describedby"] = f"{named} {anchor}".strip()
