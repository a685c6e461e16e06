"""Statistics of targets and of data quality."""

from portal.statistics import quality, targets

__all__ = ["quality", "targets"]
