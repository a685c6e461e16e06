"""Example responses of the OpenAPI description, taken from the starting content.

They are stored in `api/answers.json`, so that the description needs no database. `make openapi` updates them,
and a test compares them with the content.
"""

import json
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from api import reading
from api.asking import PAGE_SIZE, Asked
from api.counted import reading as counted_reading
from api.counted import shape as counted
from api.counted.asking import Question
from api.examples import SITE
from api.fields import Context
from api.resources import RESOURCES
from stats.definitions import HUB
from stats.selectors import ScopedKey

FILE = settings.BASE_DIR / "api/answers.json"

#: Times depend on when the content is loaded; examples contain a fixed one.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_ONE_MOMENT = "2026-01-15T02:00:00Z"


@cache
def given() -> dict[str, Any]:
    """The stored example responses by resource name."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def made() -> dict[str, Any]:
    """Example responses generated from the database."""
    context = Context("en", SITE)
    found: dict[str, Any] = {}
    with override("en"):
        for resource in RESOURCES:
            slug = resource.example.partition("--")[0]
            of_record = resource.published().filter(**{f"{resource.prefix}slug": slug})
            rows = reading.keyed(resource, of_record, None)
            entries = {entry.slug: entry for entry in reading.entries(resource, list(rows))}
            found[resource.name] = resource.shape.to_representation(entries[resource.example], context)
        (one,) = counted_reading.told([ScopedKey(counted.EXAMPLE, HUB, "")], Question(), "en")
        found[counted.NAME] = counted_reading.present(one, _build_params(context))
    return json.loads(_MOMENT.sub(_ONE_MOMENT, json.dumps(found)))


def _build_params(context: Context) -> Asked:
    return Asked(
        context=context,
        only=None,
        expand=[],
        format="json",
        as_of=None,
        sort="",
        page=None,
        page_size=PAGE_SIZE,
        cursor=None,
        count=False,
    )


def write() -> None:
    text = json.dumps(made(), ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8")
    given.cache_clear()
