"""Proposals: changes of what is public that one person makes and another one accepts.

    with publishing.proposal_transaction(request.user, reason="…") as changes:
        city.area = 20_000
        changes.save(city)
    changes.proposal    # what the block would have changed; nothing was written

A proposal has one row for each record: a revision that isn't written, over the version `base_version`. When
it is accepted, the row is merged into the present version, by field and by part, in an ordinary publication
transaction. What was changed in two ways since is a conflict, which somebody has to resolve.
"""
