"""What workers do for apps below, besides refreshes."""

from records.admin.tables.preparation import run_batches
from stats.dispatch import register_prompt_job

register_prompt_job(run_batches)
