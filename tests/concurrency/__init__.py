"""Many at once, with connections of their own: only PostgreSQL lets them really meet."""
