"""The style guide: every component of the pages in its states, rendered by the templates of the pages.

`samples.yaml` lists the templates with their states, `samples.py` builds unsaved records of it. `contexts.py`
and `*_contexts.py` make what values alone can't say. `components.py` renders.
"""
