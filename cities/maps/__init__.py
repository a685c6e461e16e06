"""Places of cities on maps."""
