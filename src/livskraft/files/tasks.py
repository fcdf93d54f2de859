"""What does the worker do for the file room each night?"""

from django.utils import timezone
from django_tasks import task

from livskraft.files.actions import prune


@task()
def prune_files() -> None:
    """Removes files that are nobody's and files whose retention has run out."""
    prune(now=timezone.now())
