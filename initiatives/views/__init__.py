"""Pages of the initiatives, a module for each kind."""
