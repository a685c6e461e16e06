"""Why a proposal could not be decided."""

from collections.abc import Iterable

from records.publishing.proposals.merge import Conflict


class ProposalConflict(Exception):
    """Places of records were changed in two ways since the proposal. Somebody has to choose."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = list(conflicts)
        super().__init__("; ".join(conflict.key for conflict in self.conflicts))


class DecisionError(Exception):
    """Nothing was decided. The message is shown to whoever wanted to, beside the `field` that it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)
