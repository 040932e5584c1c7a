"""Permissions this room asks for; access.roles says who holds them."""

READ = "meetings.meeting:read"
RUN = "meetings.meeting:run"
AGENDA = "meetings.meeting:agenda"
STUDY_READ = "meetings.study:read"
STUDY_MANAGE = "meetings.study:manage"
CONFIRM = "meetings.makeup:confirm"
APPROVE = "drives.drive:manage"  # of the committee above: it opens a model meeting to other cells
