"""Dates and times of the admin in one form; Django reads the modules `formats`. Its Chinese ones are as they are."""
