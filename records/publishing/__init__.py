"""Publication transactions: the only way to write records.

    with publishing.publication_transaction(request.user) as changes:
        city.name_en = "Changchun"
        changes.save(city)
        changes.publish(city)    # a draft becomes public at the end of the block

Inside the block, records, parts, links and many-to-many relations are written by `save()`, `delete()` and
`set_related()` of its `Changes`; records whose rows are written in another way are named to `touch()`. Signal
receivers refuse any other write (`records.receivers`). At the end of the block, in the same
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
from records.publishing.proposals.application import apply_proposal
from records.publishing.proposals.bulk import (
    ProposedRow,
    create_proposal,
    start_acceptance,
    take_out_rows,
    write_portions,
)
from records.publishing.proposals.decisions import (
    accept_proposal,
    count_active_publishers,
    decline_proposal,
    find_obstacle,
    find_refusal,
    is_publishing_alone,
    mark_read,
    withdraw_proposal,
    withdrawal_transaction,
)
from records.publishing.proposals.exceptions import DecisionError, ProposalConflict
from records.publishing.proposals.merge import merge_proposed
from records.publishing.proposals.preview import open_draft_preview, open_preview
from records.publishing.proposals.transaction import proposal_revision, proposal_transaction
from records.publishing.proposals.undo import propose_undo, undo_withdrawal
from records.publishing.transaction import get_open_changes, publication_transaction, require_open_changes

__all__ = [
    "Changes",
    "DecisionError",
    "ProposalConflict",
    "ProposedRow",
    "PublishingError",
    "VersionConflict",
    "accept_proposal",
    "apply_proposal",
    "content_changed",
    "count_active_publishers",
    "create_proposal",
    "decline_proposal",
    "find_obstacle",
    "find_refusal",
    "get_content_version",
    "get_open_changes",
    "is_publishing_alone",
    "mark_read",
    "merge_proposed",
    "open_draft_preview",
    "open_preview",
    "proposal_revision",
    "proposal_transaction",
    "propose_undo",
    "publication_transaction",
    "require_open_changes",
    "start_acceptance",
    "take_out_rows",
    "take_publication_numbers",
    "undo_withdrawal",
    "withdraw_proposal",
    "withdrawal_transaction",
    "write_portions",
]
