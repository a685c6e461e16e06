"""Questions beside the fields of a form in the admin."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def field_questions(context: Context, bound: Any) -> SafeString:
    """Show the questions about a field. `bound`: its bound field, or what a read-only one has instead."""
    questions = context.get("questions")
    asked = questions.by_field.get(getattr(bound, "html_name", "")) if questions else None
    if not asked:
        return SafeString("")
    return render_to_string("admin/includes/field_questions.html", {"questions": asked})
