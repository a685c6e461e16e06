"""All public data in one file: a ZIP of all lists of the API in several formats, described as a data package.

`lists.py` reads the lists, `writers.py` writes their files, `package.py` describes them, `archive.py` puts a
bundle together, `releases.py` decides which ones are built and kept, and `views.py` serves them.
"""
