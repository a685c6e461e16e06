"""Filters of the list of findings."""

from portal.models import Finding
from records.filters import FacetedFilterSet


class FindingFilter(FacetedFilterSet):
    """Findings are few and stand in the order of their editors, without filters."""

    class Meta:
        model = Finding
        fields: list[str] = []
