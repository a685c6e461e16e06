"""What a request is about: a public record, a part of it, or another page, as an address names it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from records.admin.parts.part_lines import describe_part, get_part_title
from records.models import Figure, Part, Record, get_record_types
from records.models.base import get_part_models

#: Parameters of the form's address.
KIND, RECORD, PART, PAGE = "kind", "record", "part", "page"
_RECORD_FORM = re.compile(r"([a-z-]{1,30})/([a-z0-9-]{1,160})")
_KEY_FORM = re.compile(r"[a-z0-9-]{1,100}")
#: Paths of this site without what only one reader sent. Nothing in it can be read as a sentence.
_PAGE_FORM = re.compile(r"/(?!/)[A-Za-z0-9._~/-]{0,199}")


@dataclass(frozen=True)
class Subject:
    """A public record or one of its parts, or the path of a page, as they are now."""

    record: Record | None = None
    part: Part | None = None
    page: str = ""

    @property
    def is_figure(self) -> bool:
        return isinstance(self.part, Figure)

    @property
    def title(self) -> str:
        """The name of the part; of a whole record, its own."""
        if self.part is not None:
            return get_part_title(self.part)
        return str(self.record.title) if self.record is not None else self.page

    @property
    def facts(self) -> str:
        """The value and year of a part, in the active language."""
        return describe_part(self.part) if self.part is not None else ""

    @property
    def source_count(self) -> int:
        return self.part.source_links.count() if self.part is not None else 0

    @property
    def url(self) -> str:
        """Where it stands; empty for a page that may not exist."""
        if self.record is None:
            return ""
        url = self.record.get_absolute_url()
        return f"{url}#{self.part.key}" if self.part is not None else url

    def build_reference(self) -> dict[str, str]:
        """Return the parameters that lead to this subject."""
        record = f"{self.record.type_code}/{self.record.slug}" if self.record is not None else ""
        parameters = {RECORD: record, PART: self.part.key if self.part is not None else "", PAGE: self.page}
        return {name: value for name, value in parameters.items() if value}

    def describe_in(self, language: str) -> str:
        """Return the facts in another language than the active one."""
        with override(language):
            return self.facts


def read_subject(reference: Any) -> Subject:
    """Return the subject that parameters name. What isn't public, or isn't there, is left out."""
    page = reference.get(PAGE, "")
    page = page if _PAGE_FORM.fullmatch(page) else ""
    record = _find_record(reference.get(RECORD, ""))
    if record is None:
        return Subject(page=page)
    return Subject(record, _find_part(record, reference.get(PART, "")), page)


def find_subject(record_type: str, slug: str, part: str) -> Subject:
    """Return what a request is about as it is now; an empty subject if it isn't public any more."""
    return read_subject({RECORD: f"{record_type}/{slug}", PART: part})


def _find_record(name: str) -> Record | None:
    match = _RECORD_FORM.fullmatch(name)
    model: Any = get_record_types().get(match[1]) if match else None
    return model.objects.published().filter(slug=match[2]).first() if match and model else None


def _find_part(record: Record, key: str) -> Part | None:
    if not _KEY_FORM.fullmatch(key):
        return None
    for model in get_part_models(type(record)):
        if issubclass(model, Part):
            part = model._default_manager.filter(**{model.owner: record, "key": key}).first()
            if part is not None:
                return part
    return None


def build_enquiry_url(reference: Mapping[str, str], kind: str = "") -> str:
    """Return the address of the form about a subject, with a kind that is chosen already."""
    parameters = {KIND: kind, **reference}
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{reverse('enquiry')}?{query}".removesuffix("?")


def get_page(request: HttpRequest) -> str:
    """Return the path of a page for the address of the form; empty if it doesn't look like one."""
    return request.path if _PAGE_FORM.fullmatch(request.path) else ""
