"""Permissions of this room. Who holds them stands in `access.roles`."""

READ = "library.item:read"
WRITE = "library.item:write"
