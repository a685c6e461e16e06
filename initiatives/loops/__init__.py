"""Who supplies whom in a park, and what comes back, as drawings."""
