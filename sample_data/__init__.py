"""Sample data for load tests, marked as such and reproducible for each scale."""
