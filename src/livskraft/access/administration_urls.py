"""Which addresses does the administration have?"""

from django.urls import path

from livskraft.access.views import contracts, oversight, units, users

urlpatterns = [
    path("", units.administration, name="administration"),
    path("enheter/", units.units, name="units"),
    path("enheter/<int:unit>/", units.unit_page, name="unit_page"),
    path("enheter/<int:unit>/ny/", units.add_unit, name="add_unit"),
    path("enheter/<int:unit>/namn/", units.rename_unit, name="rename_unit"),
    path("enheter/<int:unit>/flytta/", units.move_unit, name="move_unit"),
    path("enheter/<int:unit>/stang/", units.close_unit, name="close_unit"),
    path("enheter/<int:unit>/oppna/", units.reopen_unit, name="reopen_unit"),
    path("enheter/<int:unit>/lokaler/", units.set_premises, name="set_premises"),
    path("enheter/<int:unit>/kontakt/", units.add_contact, name="add_contact"),
    path("kontakter/<int:contact>/", units.edit_contact, name="edit_contact"),
    path("kontakter/<int:contact>/ta-bort/", units.remove_contact, name="remove_contact"),
    path("avtal/", contracts.contracts, name="contracts"),
    path("avtal/nytt/", contracts.record_contract, name="record_contract"),
    path("avtal/<int:contract>/slut/", contracts.end_contract, name="end_contract"),
    path("parter/", contracts.parties, name="parties"),
    path("personer/", users.users, name="users"),
    path("personer/ny/", users.add_user, name="add_user"),
    path("personer/<int:user>/", users.user_page, name="user_page"),
    path("personer/<int:user>/uppgifter/", users.edit_user, name="edit_user"),
    path("personer/<int:user>/stang-av/", users.deactivate_user, name="deactivate_user"),
    path("personer/<int:user>/aktivera/", users.activate_user, name="activate_user"),
    path("personer/<int:user>/lank/", users.send_sign_in_link, name="send_sign_in_link"),
    path("personer/<int:user>/uppdrag/", users.give_assignment, name="give_assignment"),
    path("uppdrag/<int:assignment>/slut/", users.end_assignment, name="end_assignment"),
    path("uppdrag/<int:assignment>/fortsatt/", users.remove_assignment_end, name="remove_assignment_end"),
    path("uppdrag/<int:assignment>/ta-bort/", users.withdraw_assignment, name="withdraw_assignment"),
    path("behorigheter/", oversight.permission_table, name="permission_table"),
    path("logg/", oversight.audit_log, name="audit_log"),
]
