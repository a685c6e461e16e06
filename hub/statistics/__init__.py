"""What is counted of targets and of the records themselves."""

from hub.statistics import quality, targets

__all__ = ["quality", "targets"]
