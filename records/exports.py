"""Exports: lists as files. They take seconds of a processor, so few are made at a time."""

import weakref
from collections.abc import Callable
from functools import wraps
from queue import Empty, SimpleQueue
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.http.response import HttpResponseBase

#: Value of Retry-After, in seconds.
EXPORT_RETRY_AFTER = 5

Arguments = ParamSpec("Arguments")
Response = TypeVar("Response", bound=HttpResponseBase)


class TooManyExports(Exception):
    """This process makes as many exports as it may. The answer is 503 with Retry-After."""


class _ExportSlots:
    """As many as exports may run.

    Garbage collections call `release()` at any moment, which queues allow and semaphores don't.
    """

    def __init__(self, most: int) -> None:
        self._free: SimpleQueue[None] = SimpleQueue()
        for _number in range(most):
            self.release()

    def take(self) -> None:
        try:
            self._free.get_nowait()
        except Empty:
            raise TooManyExports from None

    def release(self) -> None:
        self._free.put(None)


_slots = _ExportSlots(settings.EXPORTS_AT_ONCE) if settings.EXPORTS_AT_ONCE else None


def limit_exports(make: Callable[Arguments, Response]) -> Callable[Arguments, Response]:
    """Wrap a function that makes the response of an export: it raises TooManyExports if too many are made.

    An export ends when its response is closed, which servers do when all is sent or the client is gone.
    """

    @wraps(make)
    def make_limited(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        slots = _slots
        if slots is None:
            return make(*args, **kwargs)
        slots.take()
        try:
            response = make(*args, **kwargs)
        except BaseException:
            slots.release()
            raise
        # Once: at its close, or when a response that is answered otherwise, such as by 412, is forgotten.
        end = weakref.finalize(response, slots.release)
        response._resource_closers.append(end)  # type: ignore[attr-defined]
        return response

    return make_limited
