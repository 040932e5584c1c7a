"""Permissions of this room. Who holds them stands in `access.roles`."""

DIRECTIVE_READ = "directives.directive:read"
DIRECTIVE_WRITE = "directives.directive:write"
