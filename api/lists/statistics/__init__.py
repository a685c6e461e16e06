"""Statistics in the API.

An object is a statistic in one scope, as on its page. Statistics are not records and have no log of changes.
"""
