"""Problems as sentences of the admin, which name records by their titles, with links to their forms."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from records.models import Record
from records.publishing.validation import Problem
from records.snapshots import select_with_related


def link_to_form(model: type[Record], pk: int, label: Any) -> SafeString:
    """Return a link to the form of a record."""
    path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    return format_html('<a href="{}">{}</a>', path, label)


class ProblemRenderer:
    """Renders the problems of a refused transaction; one query for each type of record that they name."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        wanted: dict[type[Record], set[int]] = defaultdict(set)
        for problem in problems:
            if isinstance(problem.record, Record) and problem.record.pk:
                wanted[type(problem.record)].add(problem.record.pk)
            if problem.other:
                model, pk = problem.other
                wanted[model].add(pk)
        # What the transaction itself had added isn't found: it was rolled back.
        self._records: dict[tuple[type[Record], int], Record] = {
            (model, record.pk): record
            for model, pks in wanted.items()
            for record in select_with_related(model).filter(pk__in=pks)
        }

    def render(self, problem: Problem) -> SafeString:
        """Return the problem with its record, part and field: "City “Changchun”: Sources: …"."""
        record = problem.record
        if not isinstance(record, Record):
            head = f"{record}, {problem.field}" if problem.field else str(record)
            return format_html("{}: {}", head, self.render_message(problem))
        stored = self._records.get((type(record), record.pk))
        name = link_to_form(type(record), record.pk, stored) if stored else str(record)
        text = format_html("{} “{}”", capfirst(str(record._meta.verbose_name)), name)
        for label in problem.list_labels():
            text = format_html("{}: {}", text, label)
        return format_html("{}: {}", text, self.render_message(problem))

    def render_message(self, problem: Problem) -> SafeString:
        """Return the message, with the title of the other record in place of its slug."""
        other = self._records.get(problem.other) if problem.other else None
        text = conditional_escape(problem.message)
        if other is None:
            return text
        link = format_html("“{}”", link_to_form(type(other), other.pk, other))
        return mark_safe(text.replace(f"“{other.slug}”", link))  # both are escaped

    def render_all(self, problems: Iterable[Problem]) -> list[SafeString]:
        """Return each distinct problem once."""
        return list(dict.fromkeys(self.render(problem) for problem in problems))
