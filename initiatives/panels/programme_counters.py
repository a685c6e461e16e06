"""What this app has recorded of programmes, counted for their official sizes."""

from collections.abc import Iterable

from django.db.models import Count

from coalition.sizes import register_counter
from initiatives.models import Designation, ZeroWastePilot
from initiatives.rounds import SIZE_KEYS, TOTAL_KEY


@register_counter
def count_designations() -> Iterable[tuple[int, str, int]]:
    """Parks and cities that a programme has named; which of its sizes counts them is not known."""
    rows = Designation.objects.published().order_by().values_list("programme").annotate(rows=Count("pk"))
    return [(programme, "", count) for programme, count in rows]


@register_counter
def count_pilots() -> Iterable[tuple[int, str, int]]:
    """Zero-waste pilots by their kind, and all kinds together where the round has one number for them."""
    rows = ZeroWastePilot.objects.published().order_by()
    found = []
    for programme, kind, count in rows.values_list("programme", "kind").annotate(rows=Count("pk")):
        found += [(programme, SIZE_KEYS[kind], count), (programme, TOTAL_KEY, count)]
    return found
