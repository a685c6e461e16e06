"""Objects of lists as JSON, which a process keeps until the content or the statistics change.

Lists that differ in their filters have many objects in common.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from api.parameters import OutputParams
from records.version_cache import RecentValues, cache_value
from web.versions import versions

#: Objects that a process keeps, and the most bytes of each: twenty megabytes in all.
_MOST_OBJECTS, _MOST_BYTES = 1_000, 20_000

#: Slug and version of an object.
ObjectKey = tuple[str, int]


class StoredObjects:
    """The objects of a list in one language. Those with `fields`, `labels` or `expand` are not stored.

    A stored one is as old as the response that the page cache would give: two seconds at most.
    """

    def __init__(self, list_name: str, output: OutputParams) -> None:
        known, context = versions.read(), output.context
        is_plain = not (output.only or output.expand or output.as_of or context.has_labels)
        self._list = (list_name, context.lang, context.origin)
        self._values: RecentValues | None = None
        if is_plain and known.is_current:
            self._values = cache_value(("objects",), known.version, lambda: RecentValues(_MOST_OBJECTS))

    def get_many(self, keys: Iterable[ObjectKey]) -> dict[ObjectKey, orjson.Fragment]:
        """Return the objects that are known."""
        if self._values is None:
            return {}
        found = self._values.get_many([(*self._list, *key) for key in keys])
        return {key[-2:]: orjson.Fragment(content) for key, content in found.items()}

    def set_many(self, objects: Mapping[ObjectKey, Any]) -> dict[ObjectKey, Any]:
        """Store objects that are not too large, and return what a response may have in place of each."""
        if self._values is None:
            return dict(objects)
        encoded = {key: orjson.dumps(obj) for key, obj in objects.items()}
        self._values.set_many(
            {(*self._list, *key): content for key, content in encoded.items() if len(content) <= _MOST_BYTES}
        )
        return {key: orjson.Fragment(content) for key, content in encoded.items()}
