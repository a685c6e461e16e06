"""The question about a source whose address another source has."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from records.models import Source
from records.models.source_addresses import find_same_address
from records.questions.base import Answer, Question, RecordEdit, register_questions


@register_questions
def ask_about_same_address(edit: RecordEdit) -> Iterator[Question]:
    for change in edit.list_rows_of(Source):
        if not change.has_changed("url"):
            continue
        same = find_same_address(change.row.url, besides=change.row.pk)
        if same:
            yield Question(
                code="same_address",
                change=change,
                field="url",
                value=change.row.url,
                title=_("This address is already a source"),
                hints=tuple(_describe_source(source) for source in same),
                answers=(Answer("another", _("It is another page: go on")),),
            )


def _describe_source(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.publisher_name, source.published[:4])))
