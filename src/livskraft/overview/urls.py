"""Which addresses do the pages have that see several modules?"""

from django.urls import path

from livskraft.overview import views

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("vantar-pa/", views.waiting_for, name="waiting_for"),
    path("forsta-valet/", views.first_choice, name="first_choice"),
    path("plats/", views.sites, name="sites"),
    path("plats/<int:site>/", views.site_page, name="site_page"),
    path("plats/<int:site>/presentation/", views.present, name="present_site"),
    path("hitta/", views.find, name="find"),
    path("hitta/<int:site>/", views.place_page, name="place"),
    path("hitta/<int:site>/program/", views.place_programme, name="place_programme"),
    path("hitta/<int:site>/bild/", views.place_picture, name="place_picture"),
    path("inbaddat/<int:site>/", views.place_block, name="place_block"),
    path("oppna-data/", views.open_data_page, name="open_data"),
    path("oppna-data/platser.json", views.open_data_feed, name="open_data_feed"),
    path("oppna-data/schema.json", views.open_data_schema, name="open_data_schema"),
    path("oppna-data/platser/<int:site>.ics", views.place_calendar, name="place_calendar"),
    path("kommun/", views.municipality, name="municipality"),
    path("kommun/utrustning/", views.equipment_gaps, name="equipment_gaps"),
    path("kommun/utrustning/excel/", views.equipment_gaps_excel, name="equipment_gaps_excel"),
    path("kommun/excel/", views.municipality_excel, name="municipality_excel"),
]
