"""The statistics in the API: what is counted, how, in which scope, with its finding and its values.

They are no records: nobody writes or publishes them, so the log of changes does not know them. One object is
a statistic in one scope, as a page of the statistics shows it; its values say since when they stand.
"""
