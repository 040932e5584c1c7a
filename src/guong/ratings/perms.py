"""Permissions this room asks for; access.roles says who holds them."""

READ = "ratings.rating:read"
APPRAISE = "ratings.rating:appraise"
DECIDE = "ratings.rating:decide"
PUBLISH_LIST = "ratings.list:publish"
SCHEME_READ = "drives.drive:read"  # a fact of the organisation, like its other rules
SCHEME_PUBLISH = "drives.rules:publish"
MANAGE = "drives.drive:manage"  # whoever runs the drive sets its days
