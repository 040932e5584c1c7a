"""All URLs: one list of routes per area."""

from __future__ import annotations

from django.urls import URLPattern

from guong.web.views import access, exchange, my_file, org, remarks, reviews, shell, unit_reviews

handler404 = "guong.web.errors.not_found"

urlpatterns: list[URLPattern] = [
    *shell.routes,
    *my_file.routes,
    *remarks.routes,
    *reviews.routes,
    *unit_reviews.routes,
    *org.routes,
    *exchange.routes,
    *access.routes,
]
