"""Permissions this room asks for; access.roles says who holds them."""

READ = "plans.plan:read"
DECIDE = "plans.plan:decide"
COPY = "plans.copy:read"
POST = "plans.post:write"
DELIVER = "plans.delivery:write"
MONITOR = "plans.monitor:write"
RUN = "meetings.meeting:run"
