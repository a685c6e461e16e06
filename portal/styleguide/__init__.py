"""The style guide: every component of the pages in its states, rendered by the templates of the pages.

`components.py` renders, `samples.py` builds unsaved records and contexts from `samples.yaml`, and the
`catalogue` modules list the components.
"""
