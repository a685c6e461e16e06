"""Statistics of targets and of data quality."""

from hub.statistics import quality, targets

__all__ = ["quality", "targets"]
