"""An in-memory cache with a size limit in bytes; Django's limits only the number of entries."""

from collections import OrderedDict
from typing import Any

from django.core.cache.backends.locmem import LocMemCache


class BoundedMemoryCache(LocMemCache):
    """Evicts the least recently used entries when the option `MAX_BYTES` is exceeded."""

    _cache: OrderedDict[str, bytes]
    _expire_info: dict[str, float | None]

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self._max_bytes = int(params["OPTIONS"]["MAX_BYTES"])

    def _set(self, key: str, value: bytes, *args: Any) -> None:
        super()._set(key, value, *args)  # type: ignore[misc]
        used = sum(len(entry) for entry in self._cache.values())
        while used > self._max_bytes:
            oldest, dropped = self._cache.popitem()
            del self._expire_info[oldest]
            used -= len(dropped)
