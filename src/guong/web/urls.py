"""All URLs: one list of routes per area."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern

from guong.web import demo_door
from guong.web.views import (
    access,
    audit,
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
    openings,
    org,
    papers,
    plans,
    plans_committee,
    posting,
    preferences,
    privacy,
    privacy_record,
    registration,
    remarks,
    reviews,
    second_factor,
    shell,
    sign_in_account,
    sign_in_steps,
    study,
    system,
    system_jobs,
    unit_reviews,
)

handler400 = "guong.web.errors.bad_request"
handler403 = "guong.web.errors.forbidden"
handler404 = "guong.web.errors.not_found"
handler500 = "guong.web.errors.broken"

urlpatterns: list[URLPattern] = [
    *home.routes,
    *shell.routes,
    *sign_in_steps.routes,
    *second_factor.routes,
    *sign_in_account.routes,
    *preferences.routes,
    *system.routes,
    *system_jobs.routes,
    *audit.routes,
    *privacy.routes,
    *privacy_record.routes,
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
    *openings.routes,
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
