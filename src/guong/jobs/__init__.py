"""Work without anybody waiting: what is due by the clock, and what was put off. Lives in the database, on both engines."""
