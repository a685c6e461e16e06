"""The worker, run once: what search and statistics derive from records is built after their publication."""

from typing import Any

from stats import invalidation, refresh


def run_worker() -> None:
    """Build everything that is stale."""
    refresh.refresh_stale(due_only=False)


def update_search() -> None:
    """Build the entries of the search, also in a test whose publications mark nothing as stale."""
    invalidation.mark_stale(["search"])
    failed = [one.error for one in refresh.refresh_stale(["search"], due_only=False) if one.error]
    assert not failed


def list_rows(table: Any) -> list[dict[str, Any]]:
    """The rows of a table, in a fixed order, without keys and times that another build has otherwise."""
    columns = [
        field.attname for field in table._meta.concrete_fields if not field.primary_key or field.remote_field
    ]
    rows = table._default_manager.values(
        *[name for name in columns if name not in ("since", "since_number", "until")]
    )
    return sorted(rows, key=str)
