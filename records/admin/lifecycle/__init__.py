"""What happens to records in the admin: withdrawn, renamed, deleted, brought back, restored, redacted."""
