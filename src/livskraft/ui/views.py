"""Which pages does the shell itself have? The gallery, what Livskraft is, and how accessible it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/about.html")
