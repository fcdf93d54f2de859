"""Which addresses do the duties' own pages have?"""

from django.urls import path

from livskraft.duties import views

urlpatterns = [
    path("uppgift/<str:duty>/anteckning/", views.duty_note, name="duty_note"),
    path("uppgift/<str:duty>/anteckning/ta-bort/", views.remove_duty_note, name="remove_duty_note"),
    path("konto/morgonmejl/", views.digest_setting, name="digest_setting"),
    path("morgonmejl/<str:token>/", views.stop_digest, name="stop_digest"),
]
