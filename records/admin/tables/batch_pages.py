"""What the pages of a batch show: its rows with their differences, what is wrong, how far it is."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from records.admin.forms import ChangeReasonField
from records.admin.problems import link_to_form
from records.admin.tables.changes import BatchRecord, BatchRow, find_row, iter_snapshots, merge_row
from records.admin.tables.files import MAX_IMPORT_BYTES
from records.admin.tables.preparation import get_progress, get_shape, load_changes
from records.admin.tables.row_questions import list_questions
from records.admin.tables.shapes import TableShape
from records.choices import RevisionKind
from records.diff.lines import FieldDifference
from records.history import compare_pairs
from records.models import BatchDraft
from records.texts.translation import is_legible

_ROWS_PER_PAGE = 100
#: Which rows a page shows.
ODD, NEW = "odd", "new"
_OUT_OF_PROPORTION = ngettext_lazy(
    "I have looked at %(count)s number out of proportion: the source says so",
    "I have looked at %(count)s numbers out of proportion: the sources say so",
    "count",
)
_NOT_YET = ngettext_lazy(
    "I have looked at %(count)s year that has not been yet: the source says so",
    "I have looked at %(count)s years that have not been yet: the sources say so",
    "count",
)
_LOOK_FIRST = {"required": gettext_lazy("Nothing is proposed yet. Look at these rows, and say so here.")}


class UploadForm(forms.Form):
    """The file of an import, and which table it has."""

    part = forms.ChoiceField(label=gettext_lazy("Table"), required=False)
    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)

    def __init__(self, data: Any, files: Any, shapes: dict[str, TableShape]) -> None:
        super().__init__(data, files, label_suffix="")
        choices: Any = [(relation, shape.label) for relation, shape in shapes.items()]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]
        size = MAX_IMPORT_BYTES // 1024**2
        self.fields["file"].help_text = _("CSV or XLSX, at most 5,000 rows and %(size)s MB.") % {"size": size}


class BatchForm(forms.Form):
    """What its author says about a batch, with a box for each kind of question that its rows have."""

    reason = ChangeReasonField(
        label=gettext_lazy("What this changes and why, for whoever reads it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of change"),
        choices=[
            (RevisionKind.UPDATE, gettext_lazy("Update: there is something new")),
            (RevisionKind.CORRECTION, gettext_lazy("Correction: the page was wrong")),
        ],
        initial=RevisionKind.UPDATE,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, batch: BatchDraft) -> None:
        initial = {"reason": batch.reason, "kind": batch.kind}
        super().__init__(data, initial=initial, label_suffix="")
        boxes = {}
        for code, asked in list_questions(load_changes(batch)).items():
            # A box holds for these questions only: with others it has another name, and is empty.
            digest = sha256(json.dumps(asked).encode()).hexdigest()[:12]
            label = (_OUT_OF_PROPORTION if code == "proportion" else _NOT_YET) % {"count": len(asked)}
            boxes[f"{code}-{digest}"] = forms.BooleanField(label=label, error_messages=_LOOK_FIRST)
        self.fields = {**boxes, **self.fields}

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if not is_legible(reason):
            raise forms.ValidationError(_("Write a sentence: whoever accepts it reads this and the rows."))
        return reason


@dataclass(frozen=True)
class ShownRow:
    """A row of a batch with what it changes."""

    number: int
    record: SafeString
    identity: str
    is_new: bool
    #: What is odd: column and question.
    questions: list[tuple[str, str]]
    lines: list[FieldDifference]


def list_shown_rows(batch: BatchDraft, number: str | None, only: str) -> tuple[list[ShownRow], Page]:
    """Return the rows of a page with their differences: odd ones first, then new ones.

    Reads records of the page only. `only`: `ODD` or `NEW`.
    """
    shape = get_shape(batch)
    pairs = [(change, row) for change in load_changes(batch) for row in change.rows]
    chosen = {ODD: lambda row: row.questions, NEW: lambda row: row.is_new}.get(only)
    pairs = [pair for pair in pairs if chosen is None or chosen(pair[1])]
    pairs.sort(key=lambda pair: (not pair[1].questions, not pair[1].is_new, pair[1].number))
    page = Paginator(pairs, _ROWS_PER_PAGE).get_page(number)
    return list(_build_shown_rows(shape, list(page.object_list))), page


def _build_shown_rows(shape: TableShape, pairs: list[tuple[BatchRecord, BatchRow]]) -> list[ShownRow]:
    changes = {id(change): change for change, _row in pairs}
    found = {id(change): rest for change, *rest in iter_snapshots(shape, list(changes.values()))}
    shown: list[tuple[int, SafeString, str, bool, list[tuple[str, str]]]] = []
    compared = []
    for change, row in pairs:
        if id(change) not in found:
            continue
        record, snapshot = found[id(change)]
        before = None if row.is_new else find_row(shape, snapshot, row.identity)
        after = merge_row(shape, before, row)
        sides = [before or {}, after]
        if shape.part is not None:
            sides = [{shape.relation: [side] if side else []} for side in sides]
        compared.append((shape.model, sides[0], sides[1]))
        name = link_to_form(shape.model, record.pk, record) if record is not None else change.slug
        odd = [(asked["field"].rpartition(".")[2], asked["question"]) for asked in row.questions]
        shown.append((row.number, format_html("{}", name), row.identity, row.is_new, odd))
    lines = compare_pairs(compared)
    return [ShownRow(*row, some) for row, some in zip(shown, lines, strict=True)]


def describe_refusal(batch: BatchDraft) -> str:
    """Say how many rows can't be read."""
    text = ngettext(
        "%(wrong)s of %(count)s row can’t be read; nothing was saved",
        "%(wrong)s of %(count)s rows can’t be read; nothing was saved",
        batch.size,
    )
    return text % {"wrong": f"{batch.wrong_rows:,}", "count": f"{batch.size:,}"}


def describe_progress(batch: BatchDraft) -> dict[str, Any]:
    done, total = get_progress(batch)
    text = _("%(done)s of %(count)s rows. You may leave this page.")
    return {"done": done, "total": total, "text": text % {"done": f"{done:,}", "count": f"{total:,}"}}
