"""Counts of related rows in a queryset."""

from typing import Any

from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_related(model: type[Model], relation: str, counted: str = "pk", **conditions: Any) -> Coalesce:
    """Return the number of the rows of a reverse relation as a subquery; of distinct values of `counted`.

    Two counts over joins would multiply each other's rows.
    """
    reverse: Any = model._meta.get_field(relation)
    path = reverse.field.name
    rows = reverse.related_model._default_manager.filter(**{path: OuterRef("pk")}, **conditions)
    number = Count(counted, distinct=counted != "pk")
    return Coalesce(Subquery(rows.order_by().values(path).annotate(number=number).values("number")), 0)
