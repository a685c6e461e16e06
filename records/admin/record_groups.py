"""Records by type on pages of the admin: the first by name with links, the others by number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from records.admin.problems import link_to_form
from records.models import Record
from records.texts.formats import join_label

#: Records of a group that a page names; it counts the others.
MOST_NAMED = 50


@dataclass(frozen=True)
class RecordGroup:
    """Records of one type on a page: the first by name, the others by number."""

    model: type[Record]
    records: Sequence[Record]
    #: Whether the writer may do with them what the page offers.
    is_permitted: bool = True
    #: Of dependents: whether each belongs to a record that leaves, and doesn't only name it.
    is_own: bool = True
    #: If only the first records were read.
    total: int = 0

    @property
    def count(self) -> int:
        return self.total or len(self.records)

    @property
    def code(self) -> str:
        return self.model.type_code if self.is_own else f"{self.model.type_code}-named"

    @property
    def heading(self) -> str:
        name = choose_type_name(self.model, self.count)
        return join_label(capfirst(name), self.count)

    @property
    def links(self) -> list[SafeString]:
        return [link_to_form(self.model, record.pk, record) for record in self.records[:MOST_NAMED]]

    @property
    def more(self) -> int:
        return max(0, self.count - MOST_NAMED)


def choose_type_name(model: type[Record], count: int) -> str:
    """Return the name of a type of record for this number of records."""
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)
