"""Which addresses do the pages of incidents have?"""

from django.urls import path

from livskraft.modules.incidents.views import handling, overview, reports

urlpatterns = [
    path("", reports.incidents, name="incidents"),
    path("rapportera/", reports.report_incident, name="report_incident"),
    path("rapportera/mer/", reports.report_details, name="report_details"),
    path("mina/<int:report>/", reports.my_report, name="my_report"),
    path("alla/", handling.all_incidents, name="all_incidents"),
    path("oversikt/", overview.incidents_overview, name="incidents_overview"),
    path("oversikt/handelser.xlsx", overview.incidents_excel, name="incidents_excel"),
    path("texter/", overview.insurance_texts, name="insurance_texts"),
    path("texter/<int:number>/", overview.change_insurance_text, name="change_insurance_text"),
    path("<int:incident>/", handling.incident, name="incident"),
    path("<int:incident>/ta-emot/", handling.receive_incident, name="receive_incident"),
    path("<int:incident>/ratta/", handling.correct_incident, name="correct_incident"),
    path("<int:incident>/samordnaren/", handling.hand_over_incident, name="hand_over_incident"),
    path("<int:incident>/anteckning/", handling.note_incident, name="note_incident"),
    path("<int:incident>/lagar/", handling.consider_laws, name="consider_laws"),
    path("<int:incident>/forsakring/<int:number>/", handling.decide_insurance, name="decide_insurance"),
    path("<int:incident>/atgard/", handling.add_measure, name="add_measure"),
    path("atgard/<int:measure>/", handling.finish_measure, name="finish_measure"),
    path("<int:incident>/beslut/", handling.decide_incident, name="decide_incident"),
    path("<int:incident>/avsluta/", handling.close_incident, name="close_incident"),
    path("<int:incident>/oppna/", handling.reopen_incident, name="reopen_incident"),
]
