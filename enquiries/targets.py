"""Forms of the admin in which what a reader asks for can be proposed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from enquiries.models import Enquiry
from records.admin.parts.form_values import SOURCE, VALUE
from records.admin.parts.inlines import PartInline
from records.admin.returns import NEXT
from records.models import get_record_types


class ProposalTarget:
    """The record that a request is about, in the admin, and the kinds of parts that can be added to it."""

    def __init__(self, request: HttpRequest, enquiry: Enquiry) -> None:
        model: Any = get_record_types().get(enquiry.record_type)
        self.record = model.objects.filter(slug=enquiry.slug).first() if model else None
        self.key = enquiry.part
        self.inlines: dict[str, type[PartInline]] = {}
        if self.record is None:
            return
        model_admin: Any = admin.site.get_model_admin(model)
        if not model_admin.has_change_permission(request, self.record):
            self.record = None
            return
        inlines = [inline for inline in model_admin.inlines if issubclass(inline, PartInline)]
        self.inlines = {inline.get_relation(): inline for inline in inlines}

    @property
    def part_relation(self) -> str:
        """The relation that has the part of the request; empty if there is no such part any more."""
        if self.record is None or not self.key:
            return ""
        return next((name for name in self.inlines if self._has_part(name)), "")

    def _has_part(self, relation: str) -> bool:
        return getattr(self.record, relation).filter(key=self.key).exists()

    @property
    def relations(self) -> list[tuple[str, Any]]:
        """What can be added, if the request names no part."""
        if self.part_relation:
            return []
        return [(name, inline.add_label) for name, inline in self.inlines.items()]

    def build_url(self, values: dict[str, str], back: str) -> str:
        """Return the address of the form of the part, of a new one or of the record, filled in."""
        record: Any = self.record
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
        relation = self.part_relation
        if relation:
            url = reverse(f"{name}_part", args=[record.pk, relation, self.key])
        elif values.get("relation") in self.inlines:
            url = reverse(f"{name}_part_add", args=[record.pk, values["relation"]])
        else:
            url = reverse(f"{name}_change", args=[record.pk])
        given = {VALUE: values.get("value", ""), SOURCE: values.get("source", ""), NEXT: back}
        return f"{url}?{urlencode({key: value for key, value in given.items() if value})}"
