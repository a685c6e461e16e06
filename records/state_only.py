"""Changes of models that no table shows: validators, `blank`, the messages of constraints."""

from typing import Any

from django.db import migrations


class StateOnly(migrations.SeparateDatabaseAndState):
    """Operations that the database never sees, told to the migrations' state at once.

    Django makes every related model anew after each of them, which for two hundred takes most of a minute.
    """

    def __init__(self, operations: Any) -> None:
        super().__init__(state_operations=operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.state_operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # made again, once, by the next operation that needs it
        super().state_forwards(app_label, state)
