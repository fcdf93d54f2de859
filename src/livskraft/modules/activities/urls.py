"""Which addresses do the pages of the meeting places have?"""

from django.urls import path

from livskraft.modules.activities.views import activities, attendance, gym_visits, lunch, occasions, programme

urlpatterns = [
    path("", programme.programmes, name="programmes"),
    path("<int:site>/", programme.programme, name="programme"),
    path("<int:site>/ny/", activities.add_activity, name="add_activity"),
    path("<int:site>/stang/", programme.close_day, name="close_day"),
    path("<int:site>/oppna/", programme.open_day, name="open_day"),
    path("aktivitet/<int:activity>/", activities.activity, name="activity"),
    path("aktivitet/<int:activity>/andra/", activities.change_activity, name="change_activity"),
    path("aktivitet/<int:activity>/tid/", activities.add_times, name="add_times"),
    path("aktivitet/<int:activity>/avsluta/", activities.retire_activity, name="retire_activity"),
    path("aktivitet/<int:activity>/oppna/", activities.resume_activity, name="resume_activity"),
    path("serie/<int:series>/avsluta/", activities.end_series, name="end_series"),
    path("tillfalle/<int:occasion>/", occasions.occasion, name="occasion"),
    path("tillfalle/<int:occasion>/stall-in/", occasions.cancel_occasion, name="cancel_occasion"),
    path("tillfalle/<int:occasion>/flytta/", occasions.move_occasion, name="move_occasion"),
    path("tillfalle/<int:occasion>/andra/", occasions.change_occasion, name="change_occasion"),
    path("tillfalle/<int:occasion>/ta-tillbaka/", occasions.restore_occasion, name="restore_occasion"),
    path("tillfalle/<int:occasion>/narvaro/", attendance.attendance, name="attendance"),
    path("tillfalle/<int:occasion>/antal/", attendance.head_count, name="head_count"),
    path("tillfalle/<int:occasion>/narvarolista.pdf", attendance.attendance_paper, name="attendance_paper"),
    path("<int:site>/gym/", gym_visits.gym_visits, name="gym_visits"),
    path("<int:site>/gym/stod/", gym_visits.record_support, name="record_support"),
    path("<int:site>/lunch/", lunch.lunch, name="lunch"),
    path("<int:site>/lunch/tider/", lunch.set_lunch, name="set_lunch"),
    path("<int:site>/lunch/matsedel/", lunch.write_menu, name="write_menu"),
    path("<int:site>/lunch/bokningar/", lunch.lunch_guests, name="lunch_guests"),
    path("<int:site>/lunch/portioner/", lunch.count_portions, name="count_portions"),
    path("lunch/<int:booking>/avboka/", lunch.cancel_lunch, name="cancel_lunch"),
]
