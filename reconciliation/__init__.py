"""The Reconciliation Service API of the W3C, version 0.2, for programs such as OpenRefine.

They match a column of names with records: each name is searched for, and its candidates have an identifier
(`city.changchun`), a score, whether one of them is meant without doubt, and a small page to show in a frame.
"""
