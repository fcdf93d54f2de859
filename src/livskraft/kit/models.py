"""Which scheduled work has been handed to the worker? One row per job and slot, so that no slot is handed out twice."""

from django.db import models


class ScheduledRun(models.Model):
    """That a job was enqueued for a slot; the unique pair is what makes several schedulers safe."""

    name = models.CharField(max_length=60)
    slot = models.DateTimeField()
    enqueued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="one_run_per_job_and_slot")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
