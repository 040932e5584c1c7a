"""Permissions this room asks for; access.roles says who holds them."""

READ = "meetings.meeting:read"
RUN = "meetings.meeting:run"
PLAN = "meetings.meeting:plan"  # change or call off what is planned
CLOSE = "meetings.meeting:close"
AGENDA = "meetings.meeting:agenda"
STUDY_READ = "meetings.study:read"
STUDY_MANAGE = "meetings.study:manage"
CONFIRM = "meetings.makeup:confirm"
APPROVE = "drives.drive:manage"  # of the committee above: it opens a model meeting to other cells
ACTIVITY_READ = "drives.registration:read"  # what a body holds in a drive stands with what it registers there
ACTIVITY_WRITE = "drives.registration:write"
