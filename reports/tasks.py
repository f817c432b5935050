"""What the background worker does (``manage.py db_worker``)."""

from __future__ import annotations

from django_tasks import task

from reports import jobs


@task()
def make_print_job(job_id: int) -> None:
    """Make the file of a print job, and forget old ones."""
    jobs.run_job(job_id)
    jobs.forget_old_jobs()
