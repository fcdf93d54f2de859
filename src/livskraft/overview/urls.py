"""Which addresses do the pages have that see several modules?"""

from django.urls import path

from livskraft.overview import views

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("vantar-pa/", views.waiting_for, name="waiting_for"),
    path("plats/", views.sites, name="sites"),
    path("plats/<int:site>/", views.site_page, name="site_page"),
    path("kommun/", views.municipality, name="municipality"),
    path("kommun/excel/", views.municipality_excel, name="municipality_excel"),
]
