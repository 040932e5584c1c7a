"""Business rules of this room, pure: no ORM, no clock, no framework."""
