"""Names of permissions that services and selectors of this room share."""

REMARKS = "reviews.remark:read"
ANSWER = "reviews.upward:answer"
"""Counts only at the very committee at which it was given: what its cells address to it, nothing from further below."""
