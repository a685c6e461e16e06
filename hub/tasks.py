"""Celery tasks. Each may run twice, late or concurrently."""

from celery import shared_task

from hub import desk_mail


@shared_task(ignore_result=True)
def send_morning_mails() -> None:
    """Send the mails of this day that are not sent yet; runs every hour."""
    desk_mail.send_due_mails()
