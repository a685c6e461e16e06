"""What the pages of a batch show: its rows with their differences, what is wrong, how far it is."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.admin.forms import ChangeReasonField
from records.admin.problems import link_to_form
from records.admin.tables.changes import BatchRecord, BatchRow, find_row, iter_snapshots, merge_row
from records.admin.tables.files import MAX_IMPORT_BYTES
from records.admin.tables.preparation import get_progress, get_shape, load_changes
from records.admin.tables.shapes import TableShape
from records.choices import RevisionKind
from records.diff.lines import FieldDifference
from records.history import compare_pairs
from records.models import BatchDraft
from records.texts.translation import is_legible

_ROWS_PER_PAGE = 100


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
    """What its author says about a batch."""

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

    def __init__(self, data: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")

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
    lines: list[FieldDifference]


def list_shown_rows(batch: BatchDraft, number: str | None, only_new: bool) -> tuple[list[ShownRow], Page]:
    """Return the rows of a page, new ones first, with their differences. Reads records of the page only."""
    shape = get_shape(batch)
    pairs = [(change, row) for change in load_changes(batch) for row in change.rows]
    pairs = [pair for pair in pairs if pair[1].is_new or not only_new]
    pairs.sort(key=lambda pair: (not pair[1].is_new, pair[1].number))
    page = Paginator(pairs, _ROWS_PER_PAGE).get_page(number)
    return list(_build_shown_rows(shape, list(page.object_list))), page


def _build_shown_rows(shape: TableShape, pairs: list[tuple[BatchRecord, BatchRow]]) -> list[ShownRow]:
    changes = {id(change): change for change, _row in pairs}
    found = {id(change): rest for change, *rest in iter_snapshots(shape, list(changes.values()))}
    shown: list[tuple[int, SafeString, str, bool]] = []
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
        shown.append((row.number, format_html("{}", name), row.identity, row.is_new))
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
