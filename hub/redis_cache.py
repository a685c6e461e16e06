"""Django's Redis cache with clients that each thread keeps."""

from typing import Any

from django.core.cache.backends import redis


class KeptRedisClient(redis.RedisCacheClient):
    """Keeps its clients. Django makes a new one for each command, which takes a fifth of a cached page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The client that writes, and the one that reads.
        self._clients: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self._clients:
            self._clients[write] = super().get_client(key, write=write)
        return self._clients[write]


class RedisCache(redis.RedisCache):
    """The backend of `CACHES`."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptRedisClient
