"""A database from the commit that last cut the migrations, with content, statistics, all states of records.

`make keep-database` makes these files anew. That is allowed only as long as no database is in production.
"""
