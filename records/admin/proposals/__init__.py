"""Proposals in the admin: made by every form and action, read, decided, changed."""
