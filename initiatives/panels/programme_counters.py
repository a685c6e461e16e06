"""Counters of designations and pilots for the coverage of programmes."""

from collections.abc import Iterable, Sequence

from django.db.models import Count

from coalition.programme_coverage import register_counter
from initiatives.models import Designation, ZeroWastePilot
from initiatives.pilot_rounds import SIZE_KEYS, TOTAL_KEY


@register_counter
def count_designations(programmes: Sequence[int]) -> Iterable[tuple[int, str, int]]:
    """Count designations. It is not known which official size counts them."""
    rows = Designation.objects.published().filter(programme__in=programmes).order_by()
    counts = rows.values_list("programme").annotate(rows=Count("pk"))
    return [(programme, "", count) for programme, count in counts]


@register_counter
def count_pilots(programmes: Sequence[int]) -> Iterable[tuple[int, str, int]]:
    """Count pilots by kind, and all kinds for the official size of the whole round."""
    rows = ZeroWastePilot.objects.in_round().filter(programme__in=programmes).order_by()
    counts = []
    for programme, kind, count in rows.values_list("programme", "kind").annotate(rows=Count("pk")):
        counts += [(programme, SIZE_KEYS[kind], count), (programme, TOTAL_KEY, count)]
    return counts
