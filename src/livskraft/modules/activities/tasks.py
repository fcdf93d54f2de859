"""What does the worker do for the meeting places? Tells those who signed up, offers the next a seat, and forgets."""

from django_tasks import task

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions import lunch, messages, pasted, sign_ups


@task()
def lapse_offers() -> int:
    return sign_ups.lapse_offers(by=system_actor("activities.lapse_offers"))


@task()
def send_messages() -> int:
    return messages.send_messages(by=system_actor("activities.send_messages"))


@task()
def forget_sign_ups() -> int:
    return sign_ups.forget_sign_ups(by=system_actor("activities.forget_sign_ups"))


@task()
def forget_lunch_guests() -> int:
    return lunch.forget_lunch_guests(by=system_actor("activities.forget_lunch_guests"))


@task()
def forget_pasted() -> int:
    return pasted.forget_pasted(by=system_actor("activities.forget_pasted"))
