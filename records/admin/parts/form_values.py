"""What the address of a part's page fills in: a value and a source that somebody else has named.

An editor sees them in the form and saves them, or doesn't.
"""

from typing import Any

from django.http import HttpRequest

from records.admin.widgets.choosers import ChosenKeys

VALUE, SOURCE = "value", "source"
#: Longer texts are no value and no source.
_MOST_CHARACTERS = 500


def fill_part_form(request: HttpRequest, form: Any) -> None:
    """Show in an unsent form what its address names, beside the saved value and the sources that it has."""
    if form.is_bound:
        return
    value, source = (
        request.GET.get(name, "").replace("\0", "")[:_MOST_CHARACTERS] for name in (VALUE, SOURCE)
    )
    if value and "value" in form.fields:
        _show_instead(form["value"], value)
    if source and "sources" in form.fields:
        bound = form["sources"]
        chosen = ChosenKeys(getattr(row, "pk", row) for row in bound.value() or ())
        # As if the editor had looked for it: an unknown address opens the fields of a new source.
        chosen.search, chosen.name = source, bound.html_name
        chosen.is_finding = chosen.is_searched = True
        _show_instead(bound, chosen)


def _show_instead(bound: Any, value: Any) -> None:
    """Let the widget show another value than the saved one, with which the form still compares."""
    bound.value = lambda: value
