"""Cities that have something in common: finding them, and showing them on the page of a city."""
