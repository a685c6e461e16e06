"""What apps above add to the API: services beside its lists.

An app registers them in its module `api_extensions`, which is discovered on start.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


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


_services: list[ApiService] = []


def register_service(service: ApiService) -> None:
    _services.append(service)


def get_services() -> list[ApiService]:
    return [*_services]
