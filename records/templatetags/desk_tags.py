"""Template tags of the desk."""

from typing import Any

from django import template
from django.template.context import Context

from records.desk.read_marks import find_reading_obstacle
from records.models import ReadMark, Record

register = template.Library()


@register.inclusion_tag("admin/includes/read_state.html", takes_context=True)
def read_state(context: Context, record: Record | None) -> dict[str, Any]:
    """Render whether the office has read a public record, with a button for whoever may say so."""
    request: Any = context["request"]
    if record is None or not record.is_published:
        return {"record": None}
    mark = ReadMark.objects.of(record).first()
    is_read = mark is not None and mark.version == record.version
    may_mark = not is_read and request.user.has_perm("records.add_readmark")
    return {
        "record": record,
        "mark": mark,
        "may_mark": may_mark,
        "obstacle": find_reading_obstacle(request.user, record) if may_mark else "",
        "path": request.path,
    }
