"""How readers reach the editors about a page: by a form of an app above, else by e-mail, else not at all."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from records.texts.links import build_mail_address

#: Returns the address of the form, for a page, a type of request, a record or None, and the key of a part;
#: empty while the form is closed.
_BuildFormUrl = Callable[[HttpRequest, str, Any, str], str]

_forms: list[_BuildFormUrl] = []


def register_contact_form(build_url: _BuildFormUrl) -> None:
    """Let links that invite readers to write lead to a form."""
    _forms[:] = [build_url]


def build_form_address(request: HttpRequest, kind: str = "", record: Any = None, part: str = "") -> str:
    """Return the address of the form about a page; empty while there is none.

    `record` is a record, or a row about one, such as an entry of the figure index.
    """
    return next((url for build_url in _forms if (url := build_url(request, kind, record, part))), "")


def build_contact_address(
    request: HttpRequest,
    subject: str = "",
    text: str = "",
    *,
    kind: str = "",
    record: Any = None,
    part: str = "",
) -> str:
    """Return where a reader writes about a page; empty if there is neither form nor mailbox.

    Pages invite readers to write only where this isn't empty. `subject` and `text` are those of an e-mail.
    """
    return build_form_address(request, kind, record, part) or build_mail_address(request, subject, text)
