"""Tables of records as files: import, export, templates; and the bulk edit of one column."""
