"""The list of texts that are public without Chinese, a page of the admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.choices import Operation, Status
from records.models import Link, Part, Record, get_record_types
from records.models.base import get_part_models
from records.permissions import may_perform
from records.questions.form_urls import build_form_url
from records.questions.texts import build_condition_without_chinese, list_texts_without_chinese
from records.snapshots import get_foreign_keys

_PER_PAGE = 50


@dataclass(frozen=True)
class TextGap:
    """A public row with texts in English only: where it is, what is missing, and the form to write it in."""

    title: str
    texts: list[str]
    url: str


class GapRows:
    """The rows of a record type and of its parts and links with texts in English only, for a paginator."""

    def __init__(self, model: type[Record]) -> None:
        self.model = model
        querysets = [_select_gaps(model), *map(_select_gaps, get_part_models(model))]
        counted = [(rows, rows.count()) for rows in querysets if rows is not None]
        self._lists = [(rows, count) for rows, count in counted if count]
        self.count = sum(count for _rows, count in self._lists)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, part: slice) -> Sequence[TextGap]:
        start, stop = part.start or 0, self.count if part.stop is None else part.stop
        found: list[Any] = []
        for rows, count in self._lists:
            if stop > 0 and start < count:
                found += rows[max(start, 0) : stop]
            start, stop = start - count, stop - count
        return [_build_gap(row) for row in found]


def _select_gaps(model: type[Record | Part | Link]) -> Any:
    """Return the public rows of a model with a text in English only; None if it has no texts."""
    condition = build_condition_without_chinese(model)
    if condition is None:
        return None
    owner = getattr(model, "owner", "")
    rows: Any = model._default_manager.filter(condition)
    if owner:
        related = [owner, *(f"{owner}__{field.name}" for field in get_foreign_keys(_get_owner_model(model)))]
        rows = rows.filter(**{f"{owner}__status": Status.PUBLISHED}).order_by(owner, "position", "pk")
    else:
        related = [field.name for field in get_foreign_keys(model)]
        rows = rows.filter(status=Status.PUBLISHED).order_by("pk")
    return rows.select_related(*related) if related else rows


def _get_owner_model(model: Any) -> Any:
    return model._meta.get_field(model.owner).related_model


def _build_gap(row: Any) -> TextGap:
    record = row if isinstance(row, Record) else getattr(row, row.owner)
    names = list_texts_without_chinese(row)
    title = str(record.title)
    if row is not record:
        title = f"{title} › {capfirst(str(row._meta.verbose_name))}"
        title = f"{title} “{row}”" if isinstance(row, Part) else title
    labels = [capfirst(str(row.translated_fields[name].verbose_name)) for name in names]
    return TextGap(title, labels, build_form_url(record, row, f"{names[0]}_zh_hans"))


def build_gaps_context(request: HttpRequest) -> dict[str, Any]:
    """Return the types of records with such texts and how many rows have some, and the rows of one type."""
    models = [
        model for model in get_record_types().values() if may_perform(request.user, Operation.VIEW, model)
    ]
    if not models:
        raise PermissionDenied
    lists = {model.type_code: rows for model in models if (rows := GapRows(model)).count}
    chosen = request.GET.get("type", "")
    chosen = chosen if chosen in lists else next(iter(lists), "")
    paginator: Any = Paginator(lists.get(chosen, []), _PER_PAGE)  # type: ignore[arg-type]
    page = paginator.get_page(request.GET.get("p"))
    return {
        "title": _("Chinese missing"),
        "types": [
            (code, capfirst(str(rows.model._meta.verbose_name_plural)), rows.count)
            for code, rows in lists.items()
        ],
        "chosen": chosen,
        "page": page,
        "page_range": paginator.get_elided_page_range(page.number),
    }
