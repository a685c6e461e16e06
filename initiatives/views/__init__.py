"""Pages of initiatives, a module for each kind."""
