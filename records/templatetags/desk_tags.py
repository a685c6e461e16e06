"""Template tags of the desk."""

from typing import Any

from django import template
from django.template.context import Context

from records.models import ReadMark, Record

register = template.Library()


@register.inclusion_tag("admin/includes/read_state.html", takes_context=True)
def read_state(context: Context, record: Record | None) -> dict[str, Any]:
    """Render whether the office has read a public record, with a button for whoever may say so."""
    request: Any = context["request"]
    if record is None or not record.is_published:
        return {"record": None}
    mark = ReadMark.objects.of(record).first()
    return {
        "record": record,
        "mark": mark,
        "is_read": mark is not None and mark.version == record.version,
        "may_mark": request.user.has_perm("records.add_readmark"),
        "path": request.path,
    }
