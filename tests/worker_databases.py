"""Copies of the template databases, for one worker of the test run."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.database_templates import Server, ensure_template, get_server


class WorkerDatabases:
    """The connection `default` uses one of them at a time."""

    def __init__(self, worker: str, server: Server | None = None) -> None:
        self.worker = worker
        self.connection = connection
        self.server = server or get_server()
        self.copies: dict[str, str] = {}

    @contextmanager
    def using(self, label: str) -> Iterator[None]:
        """In this block the connection uses the copy of this template."""
        previous = self.connection.settings_dict["NAME"]
        self._switch(self._copy_of(label))
        try:
            yield
        finally:
            self._switch(previous)

    def restore(self) -> None:
        """Copy the template of the database in use again: the test that just ended has committed to it."""
        name = self.connection.settings_dict["NAME"]
        label = next(label for label, copy in self.copies.items() if copy == name)
        self.connection.close()
        self.server.drop(name)
        del self.copies[label]
        self._switch(self._copy_of(label))

    def drop(self) -> None:
        for name in self.copies.values():
            self.server.drop(name)

    def _copy_of(self, label: str) -> str:
        if label not in self.copies:
            name = self.server.name(f"{self.worker}_{label}")
            self.server.drop(name)
            self.server.copy(ensure_template(self.server, label), name)
            self.copies[label] = name
        return self.copies[label]

    def _switch(self, name: str) -> None:
        self.connection.close()
        self.connection.settings_dict["NAME"] = name
        # Content types have other ids after a flush, and in the copy of another template.
        ContentType.objects.clear_cache()
