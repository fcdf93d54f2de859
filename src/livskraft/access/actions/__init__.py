"""What can be done with units, contracts, users and assignments? One name for every write."""

from livskraft.access.actions.assignments import (
    end_assignment,
    give_assignment,
    remove_assignment_end,
    switch_assignment,
    withdraw_assignment,
)
from livskraft.access.actions.contracts import end_contract, record_contract
from livskraft.access.actions.places import remove_contact, set_contact, set_premises
from livskraft.access.actions.staff import import_staff
from livskraft.access.actions.units import add_unit, close_unit, move_unit, rename_unit, reopen_unit
from livskraft.access.actions.users import activate_user, add_user, deactivate_user, edit_user, set_password

__all__ = [
    "activate_user",
    "add_unit",
    "add_user",
    "close_unit",
    "deactivate_user",
    "edit_user",
    "end_assignment",
    "end_contract",
    "give_assignment",
    "import_staff",
    "move_unit",
    "record_contract",
    "remove_assignment_end",
    "remove_contact",
    "rename_unit",
    "reopen_unit",
    "set_contact",
    "set_password",
    "set_premises",
    "switch_assignment",
    "withdraw_assignment",
]
