"""Redaction of the caches, which contain pages and API responses."""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.utils.translation import gettext_noop

from records.redaction import register_store


@register_store(gettext_noop("caches"))
def purge_caches() -> int:
    # Delete the cache's own keys only: the Redis database may also be the Celery broker's.
    count = 0
    for alias in settings.CACHES:
        cache = caches[alias]
        if isinstance(cache, RedisCache):
            client: Any = cache._cache.get_client(None, write=True)
            keys = list(client.scan_iter(match=cache.make_key("*"), count=1000))
            for start in range(0, len(keys), 1000):
                count += client.unlink(*keys[start : start + 1000])
        else:
            cache.clear()
            count += 1
    return count
