"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "activities.lunch_guests_forgotten": _("Namn på lunchgäster togs bort"),
    "activities.portions_counted": _("Lunchportioner räknades"),
    "activities.lunch_cancelled": _("En lunchbokning togs bort"),
    "activities.lunch_booked": _("Lunch bokades"),
    "activities.menu_written": _("En matsedel skrevs"),
    "activities.lunch_set": _("Lunchens tider ändrades"),
    "activities.activity_added": _("En aktivitet lades upp"),
    "activities.activity_changed": _("En aktivitet ändrades"),
    "activities.activity_resumed": _("En aktivitet öppnades igen"),
    "activities.activity_retired": _("En aktivitet avslutades"),
    "activities.calendar_made": _("En person fick en egen kalender"),
    "activities.calendar_read": _("Läste om en person har en egen kalender"),
    "activities.calendar_revoked": _("En persons egna kalender avslutades"),
    "activities.call_recorded": _("Ett samtal med en anmäld antecknades"),
    "activities.call_taken_back": _("En anteckning om ett samtal togs tillbaka"),
    "activities.calls_asked": _("Anmälda ska ringas"),
    "activities.attendance_read": _("Läste vilka som kom eller brukar komma"),
    "activities.attendance_saved": _("Närvaro fylldes i"),
    "activities.attendance_taken_over": _("Närvaro från tidigare listor skrevs in"),
    "activities.day_closed": _("En dag stängdes"),
    "activities.day_opened": _("En stängd dag öppnades"),
    "activities.messages_sent": _("Meddelanden skickades till anmälda"),
    "activities.heads_counted": _("Besökare räknades"),
    "activities.occasion_added": _("Ett tillfälle lades till"),
    "activities.occasion_cancelled": _("Ett tillfälle ställdes in"),
    "activities.occasion_changed": _("Lokal eller ledare ändrades för ett tillfälle"),
    "activities.occasion_moved": _("Ett tillfälle flyttades"),
    "activities.occasion_restored": _("Ett inställt tillfälle togs tillbaka"),
    "activities.offer_accepted": _("En erbjuden plats togs emot"),
    "activities.offer_declined": _("En erbjuden plats avböjdes"),
    "activities.offer_lapsed": _("Ett erbjudande om plats gick ut"),
    "activities.calls_read": _("Läste ringlistan"),
    "activities.sign_ups_read": _("Läste vilka som är anmälda"),
    "activities.seat_offered": _("En plats erbjöds"),
    "activities.series_added": _("En återkommande tid lades till"),
    "activities.series_ended": _("En återkommande tid avslutades"),
    "activities.sign_up_cancelled": _("En anmälan togs bort"),
    "activities.sign_ups_forgotten": _("Gamla anmälningar glömdes"),
    "activities.signed_up": _("Någon anmäldes"),
    "activities.support_recorded": _("Stöd i minigymmet skrevs upp"),
}

OBJECTS: Mapping[str, Promise] = {
    "activities.lunchcount": _("räknade portioner"),
    "activities.lunchbooking": _("lunchbokning"),
    "activities.lunchservice": _("lunch"),
    "activities.activity": _("aktivitet"),
    "activities.call": _("samtal"),
    "activities.closedday": _("stängd dag"),
    "activities.message": _("meddelande"),
    "activities.personcalendar": _("egen kalender"),
    "activities.occasion": _("tillfälle"),
    "activities.series": _("återkommande tid"),
    "activities.signup": _("anmälan"),
    "activities.support": _("stöd i minigymmet"),
    "activities.attendance": _("närvaro"),
    "activities.correction": _("ändring i närvaro"),
    "activities.headcount": _("räknade besökare"),
}

FIELDS: Mapping[str, Promise] = {
    "portions": _("portioner"),
}
