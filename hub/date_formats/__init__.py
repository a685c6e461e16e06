"""Dates and times of the admin in one form: modules that Django reads. Its own Chinese ones fit."""
