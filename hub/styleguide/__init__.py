"""The living style guide: every part of the pages in every state, drawn by the templates of the pages.

`parts.py` draws; `samples.py` makes the records shown, in memory; the other modules list the parts.
"""
