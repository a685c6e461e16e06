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

from api import selectors
from api.openapi.code_samples import SITE
from api.query_params import PAGE_SIZE, ListParams
from api.resources import RESOURCES
from api.serializers import SerializerContext
from api.statistics import selectors as counted_reading
from api.statistics import serializers as counted
from api.statistics.query_params import StatisticParams
from stats.definitions import HUB
from stats.selectors import ScopedKey

EXAMPLES_FILE = settings.BASE_DIR / "api/answers.json"

#: Times depend on when the content is loaded; examples contain a fixed one.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_ONE_MOMENT = "2026-01-15T02:00:00Z"


@cache
def load_examples() -> dict[str, Any]:
    return json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))


def generate_examples() -> dict[str, Any]:
    context = SerializerContext("en", SITE)
    examples: dict[str, Any] = {}
    with override("en"):
        for resource in RESOURCES:
            slug = resource.example.partition("--")[0]
            of_record = resource.published().filter(**{f"{resource.prefix}slug": slug})
            rows = selectors.annotate_rows(resource, of_record, None)
            entries = {entry.slug: entry for entry in selectors.load_versions(resource, list(rows))}
            examples[resource.name] = resource.shape.to_representation(entries[resource.example], context)
        (statistic,) = counted_reading.load_statistics(
            [ScopedKey(counted.EXAMPLE_STATISTIC, HUB, "")], StatisticParams(), "en"
        )
        examples[counted.STATISTICS_RESOURCE] = counted_reading.serialize_statistic(
            statistic, _build_params(context)
        )
    return json.loads(_MOMENT.sub(_ONE_MOMENT, json.dumps(examples)))


def _build_params(context: SerializerContext) -> ListParams:
    return ListParams(
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


def write_examples() -> None:
    text = json.dumps(generate_examples(), ensure_ascii=False, indent=1)
    EXAMPLES_FILE.write_text(f"{text}\n", encoding="utf-8")
    load_examples.cache_clear()
