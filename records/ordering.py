"""Orders that are the same in every database."""

from typing import Any

from django.db.models import Func


class Bytewise(Func):
    """A text in the order of its bytes: not in that of the language a database was made for."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **extra)
