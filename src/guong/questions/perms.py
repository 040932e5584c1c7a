"""Permissions of this room. Who holds them stands in `access.roles`."""

ASK = "questions.question:ask"
ANSWER = "questions.question:answer"
READ = "questions.answer:read"
