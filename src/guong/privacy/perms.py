"""Permissions of this room."""

ANSWER = "privacy.request:answer"
HOLD = "privacy.hold:manage"
PUBLISH = "privacy.rules:publish"
REGISTER = "privacy.register:write"
RECORD = "privacy.record:read"  # settings, holds and certificates
