"""Example responses of the OpenAPI description, taken from the starting content.

They are stored in `api/answers.json`, so that the description needs no database. `make openapi` updates them,
and a test compares them with the content.
"""

import json
import re
from typing import Any

from django.utils.translation import override

from api.description.code_samples import SITE
from api.description.responses import EXAMPLES_FILE, load_examples
from api.lists.statistics.parameters import StatisticParams
from api.lists.statistics.selectors import load_statistics
from api.lists.statistics.serializers import (
    EXAMPLE_STATISTIC,
    STATISTICS_RESOURCE,
    StatisticSerializer,
)
from api.records import selectors
from api.records.references import set_names
from api.records.resources import RESOURCES
from api.serializers import SerializerContext
from stats.definitions import HUB
from stats.selectors import ScopedKey

#: Times depend on when the content is loaded; examples contain a fixed one.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_ONE_MOMENT = "2026-01-15T02:00:00Z"


def generate_examples() -> dict[str, Any]:
    examples: dict[str, Any] = {}
    with override("en"):
        for resource in RESOURCES:
            context = SerializerContext("en", SITE)
            slug, _dashes, key = resource.example.partition("--")
            rows = resource.published().filter(**{f"{resource.prefix}slug": slug})
            rows = rows.filter(key=key) if resource.is_part else rows
            (version,) = selectors.build_versions(resource, list(selectors.select_rows(resource, rows)))
            examples[resource.list_name] = resource.serializer_class(
                version, context={"output": context}
            ).data
            set_names(context)
        (statistic,) = load_statistics([ScopedKey(EXAMPLE_STATISTIC, HUB, "")], StatisticParams(), "en")
        context = SerializerContext("en", SITE)
        serializer = StatisticSerializer(statistic, context={"output": context})
        examples[STATISTICS_RESOURCE] = serializer.data
    return json.loads(_MOMENT.sub(_ONE_MOMENT, json.dumps(examples)))


def write_examples() -> None:
    text = json.dumps(generate_examples(), ensure_ascii=False, indent=1)
    EXAMPLES_FILE.write_text(f"{text}\n", encoding="utf-8")
    load_examples.cache_clear()
