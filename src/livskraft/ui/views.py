"""Which pages does the shell itself have? The gallery, what Livskraft is, and how accessible it is."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from livskraft.ui.gallery import examples


def gallery(request: HttpRequest) -> HttpResponse:
    context = examples(today=timezone.localdate(), with_errors="fel" in request.GET)
    return render(request, "ui/gallery.html", context)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html", {"contact": settings.LIVSKRAFT_CONTACT})


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/about.html")
