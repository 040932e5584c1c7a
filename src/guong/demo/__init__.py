"""The story that the demonstration tells, lived through the services."""
