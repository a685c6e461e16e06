"""The style guide: every component of the pages in its states, rendered by the templates of the pages.

`samples.yaml` lists the templates with their states, `samples.py` builds unsaved records of it. What values
alone can't say make `contexts.py`, `statistic_contexts.py` and `waste_contexts.py`; `components.py` renders.
"""
