"""What apps add to the API: services beside its lists, archives of all data, texts for developers.

An app registers them in its module `api_extensions`, which is discovered on start.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

ListRows = Callable[[], Iterable[Any]]


@dataclass(frozen=True)
class ApiService:
    """A service under `/api/v1/`."""

    #: Its path there, its key in the root, and its tag in the OpenAPI description.
    name: str
    url_name: str
    methods: str
    #: For the page for developers, in the language of the page.
    about: Any
    #: For the OpenAPI description: what its operations do, and what its address in the root is.
    tag_description: str
    link_description: str

    @property
    def address(self) -> str:
        return reverse(self.url_name)


class DataArchive(NamedTuple):
    """A ZIP with all public data, which the catalogue of the data names."""

    name: str
    address: str
    #: In bytes.
    size: int
    #: SHA-256, in hexadecimal digits.
    checksum: str
    #: The content version of the data.
    number: int
    built_at: datetime
    #: Why it was built again; empty if it wasn't.
    reason: str = ""


class DevelopersSection(NamedTuple):
    """A part of the first section of the page for developers. Its template receives `rows`."""

    template: str
    list_rows: ListRows

    @property
    def rows(self) -> Iterable[Any]:
        return self.list_rows()


@dataclass(frozen=True)
class DevelopersTopic:
    """A page of the reference for developers."""

    #: Its name in the address.
    slug: str
    title: Any
    #: What it tells, in a sentence: its lede, and the line below its link.
    about: Any
    template: str
    #: Returns the context of the template.
    get_context: Callable[[HttpRequest], dict[str, Any]]

    @property
    def address(self) -> str:
        return reverse("developers-topic", args=[self.slug])


ArchiveList = Callable[[], Iterable[DataArchive]]

_services: list[ApiService] = []
_archive_lists: list[ArchiveList] = []
_sections: list[DevelopersSection] = []
_topics: list[DevelopersTopic] = []


def register_service(service: ApiService) -> None:
    _services.append(service)


def get_services() -> list[ApiService]:
    return [*_services]


def register_archives(function: ArchiveList) -> ArchiveList:
    """Decorate a function that returns the archives that can be downloaded now."""
    _archive_lists.append(function)
    return function


def get_archives() -> list[DataArchive]:
    return [archive for function in _archive_lists for archive in function()]


def register_developers_section(template: str) -> Callable[[ListRows], ListRows]:
    """Decorate a function that returns the rows of a part of the first section."""

    def add(list_rows: ListRows) -> ListRows:
        _sections.append(DevelopersSection(template, list_rows))
        return list_rows

    return add


def get_developers_sections() -> list[DevelopersSection]:
    return [*_sections]


def register_developers_topic(topic: DevelopersTopic) -> None:
    _topics.append(topic)


def get_developers_topics() -> list[DevelopersTopic]:
    return [*_topics]
