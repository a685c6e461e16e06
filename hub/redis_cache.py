"""Django's Redis cache with one client for each thread."""

from typing import Any

from django.core.cache.backends import redis


class KeptRedisClient(redis.RedisCacheClient):
    """Keeps the clients. Django makes a new one for each command, a fifth of the time of a cached page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The client that writes, and the one that reads.
        self._clients: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self._clients:
            self._clients[write] = super().get_client(key, write=write)
        return self._clients[write]


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptRedisClient
