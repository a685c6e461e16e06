"""Django's Redis cache with one client for each thread."""

from typing import Any

from django.core.cache.backends import redis


class KeptRedisClient(redis.RedisCacheClient):
    """Keeps the clients. Django makes a new one for each command, a fifth of the time of a cached page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        index = self._get_connection_pool_index(write)
        if index not in self._clients:
            self._clients[index] = super().get_client(key, write=write)
        return self._clients[index]


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptRedisClient
