"""Charts of statistics as files: geometry, words and addresses."""
