"""A select of the admin that is rendered without templates."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class OptionsSelect(forms.Select):
    """A select that is rendered without templates.

    Django renders two templates for each option. A row of a form has more than a hundred of them.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join("", "{}", ((_render_group(*group),) for group in widget["optgroups"]))
        return format_html(
            '<select name="{}"{}>{}\n</select>', widget["name"], flatatt(widget["attrs"]), groups
        )


def _render_group(label: str | None, options: list[dict[str, Any]], _index: int) -> SafeString:
    written = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', label, written) if label else written
