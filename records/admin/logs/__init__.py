"""Admin of what is written by code only: logs, redactions, indexes."""
