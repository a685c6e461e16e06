"""Lets the lists of the admin find records as the search of the site does."""

from records.pages.record_finders import register_finder
from search.admin_search import find_in_list

register_finder(find_in_list)
