"""Which addresses do the pages about persons have? None holds a name or a number of anybody."""

from django.urls import path

from livskraft.people.views import (
    access_reports,
    break_glass,
    consents,
    contacts,
    handovers,
    holds,
    log_review,
    merging,
    persons,
    protection,
)

urlpatterns = [
    path("", persons.persons, name="persons"),
    path("ny/", persons.register_person, name="register_person"),
    path("nodoppning/", break_glass.break_glass, name="break_glass"),
    path("nodoppningar/", break_glass.broken_glass, name="broken_glass"),
    path("nodoppningar/<int:glass>/", break_glass.review_glass, name="review_glass"),
    path("dubbletter/", merging.duplicates, name="duplicates"),
    path("dubbletter/<int:person>/<int:other>/", merging.merge_persons, name="merge_persons"),
    path("sammanslagna/", merging.merged_persons, name="merged_persons"),
    path("sammanslagna/<int:merge>/angra/", merging.undo_merge, name="undo_merge"),
    path("bevara/<int:hold>/hav/", holds.lift_hold, name="lift_hold"),
    path("<int:person>/", persons.person, name="person"),
    path("<int:person>/bevara/", holds.hold_person, name="hold_person"),
    path("<int:person>/nummer/", persons.show_number, name="show_number"),
    path("<int:person>/kontakt/visa/", persons.show_contact, name="show_contact"),
    path("<int:person>/uppgifter/", persons.edit_person, name="edit_person"),
    path("<int:person>/kontakt/", persons.edit_contact, name="edit_contact"),
    path("<int:person>/anhoriga/", contacts.relatives, name="relatives"),
    path("<int:person>/anhoriga/<int:relative>/", contacts.change_relative, name="change_relative"),
    path("<int:person>/anhoriga/<int:relative>/ta-bort/", contacts.remove_relative, name="remove_relative"),
    path("<int:person>/arenden/", contacts.cases, name="cases"),
    path("<int:person>/arenden/<int:case>/ta-bort/", contacts.remove_case, name="remove_case"),
    path("<int:person>/skydd/", protection.protection, name="protection"),
    path("<int:person>/skydd/beslut/", protection.decide_protection, name="decide_protection"),
    path("<int:person>/skydd/behorig/", protection.name_reader, name="name_reader"),
    path("<int:person>/skydd/behorig/<int:reader>/ta-bort/", protection.end_reader, name="end_reader"),
    path("<int:person>/lamna-over/", handovers.hand_over, name="hand_over"),
    path("<int:person>/samtycken/", consents.consents, name="consents"),
    path("<int:person>/samtycken/nytt/", consents.give_consent, name="give_consent"),
    path("<int:person>/samtycken/blankett/", consents.blank_consent, name="blank_consent"),
    path("samtycke/<int:consent>/aterkalla/", consents.revoke_consent, name="revoke_consent"),
    path("samtycke/<int:consent>/samtycke.pdf", consents.consent_paper, name="consent_paper"),
    path("<int:person>/utdrag/", access_reports.access_report, name="access_report"),
    path("utdrag/<int:extract>/", access_reports.access_report_page, name="access_report_page"),
    path("utdrag/<int:extract>/utdrag.pdf", access_reports.access_report_paper, name="access_report_paper"),
]
# At the root, since they are about those who read and not about a person.
log_reviews = [
    path("", log_review.log_reviews, name="log_reviews"),
    path("valj-ut/", log_review.draw_log_review, name="draw_log_review"),
    path("<int:review>/", log_review.log_review, name="log_review"),
    path("<int:review>/slutsats/", log_review.finish_log_review, name="finish_log_review"),
    path("<int:review>/loggkontroll.pdf", log_review.log_review_paper, name="log_review_paper"),
]
