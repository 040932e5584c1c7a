"""All URLs: one list of routes per area."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern

from guong.web import demo_door
from guong.web.views import (
    access,
    corrections,
    corrections_division,
    corrections_rechecks,
    directives,
    drives,
    exchange,
    figures,
    home,
    meeting_runner,
    meetings,
    monitoring,
    my_file,
    org,
    papers,
    plans,
    plans_committee,
    posting,
    preferences,
    registration,
    remarks,
    reviews,
    shell,
    study,
    system,
    unit_reviews,
)

handler400 = "guong.web.errors.bad_request"
handler403 = "guong.web.errors.forbidden"
handler404 = "guong.web.errors.not_found"
handler500 = "guong.web.errors.broken"

urlpatterns: list[URLPattern] = [
    *home.routes,
    *shell.routes,
    *preferences.routes,
    *system.routes,
    *my_file.routes,
    *remarks.routes,
    *reviews.routes,
    *unit_reviews.routes,
    *corrections.routes,
    *corrections_division.routes,
    *corrections_rechecks.routes,
    *org.routes,
    *exchange.routes,
    *access.routes,
    *figures.routes,
    *posting.routes,
    *plans_committee.routes,
    *plans.routes,
    *monitoring.routes,
    *papers.routes,
    *meetings.routes,
    *meeting_runner.routes,
    *study.routes,
    *(demo_door.routes if settings.DEMO else []),
    *directives.routes,
    *drives.routes,
    *registration.routes,
]
