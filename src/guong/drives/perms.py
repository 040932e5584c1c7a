"""Permissions of this room. Who holds them stands in `access.roles`."""

DRIVE_READ = "drives.drive:read"
DRIVE_MANAGE = "drives.drive:manage"
REGISTRATION_READ = "drives.registration:read"
REGISTRATION_WRITE = "drives.registration:write"
ASSIGNMENT_WRITE = "drives.assignment:write"
REMINDER_SEND = "drives.reminder:send"
RULES_PUBLISH = "drives.rules:publish"
