"""Drawings in files, as a program reads them."""

from xml.etree import ElementTree

from django.test import Client

#: Namespace of the elements.
SVG = "{http://www.w3.org/2000/svg}"
_LARGEST_FILE = 60_000


def read_svg(client: Client, path: str) -> tuple[ElementTree.Element, str]:
    """Return the root of the file at an address, which is small, and its visible texts."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert len(response.content) < _LARGEST_FILE
    root = ElementTree.fromstring(response.content)
    return root, " ".join(" ".join(element.itertext()) for element in root.iter(f"{SVG}text"))


def read_texts(svg: bytes) -> str:
    """Return all texts, with title and description."""
    return " ".join("".join(element.itertext()) for element in ElementTree.fromstring(svg))
