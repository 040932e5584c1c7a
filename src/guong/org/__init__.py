"""Units, persons, memberships, standings and posts."""
