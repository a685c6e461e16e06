"""A database from the first commit whose migrations stay, with content, statistics and all states of records.

`make keep-database` makes these files anew. That is allowed only as long as no database is in production.
"""
