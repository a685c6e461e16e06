"""Filter sets shared by pages and API, a module for each kind of initiative."""
