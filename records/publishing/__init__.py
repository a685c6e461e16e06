"""Publication transactions: the only way to write records.

    with publishing.publication_transaction(request.user) as changes:
        city.name_en = "Changchun"
        city.save()              # tracked by signal receivers
        changes.publish(city)    # a draft becomes public at the end of the block

Inside the block, rows are written as usual. Signal receivers track saved and deleted records, parts, links
and many-to-many relations; bulk writes must be reported with `touch()`. At the end of the block, in the same
transaction, every record that is or was public is validated, its new version is added to the publication
log, its source usage is updated, and `content_changed` is sent. A problem raises `PublishingError` and rolls
the transaction back. Each changed record, drafts included, gets a revision. Writing to a record outside of a
block is refused.

The block checks the permissions of its writer, a user or a `SystemWriter`, and raises `NotPermitted` if one
is missing. Permissions to write are enforced here only.
"""

from records.publishing.changes import Changes
from records.publishing.exceptions import PublishingError, VersionConflict
from records.publishing.log import content_changed, get_content_version, take_publication_numbers
from records.publishing.transaction import get_open_changes, publication_transaction, require_open_changes

__all__ = [
    "Changes",
    "PublishingError",
    "VersionConflict",
    "content_changed",
    "get_content_version",
    "get_open_changes",
    "publication_transaction",
    "require_open_changes",
    "take_publication_numbers",
]
