"""A drive at the size of a province or of the nation, poured into an empty database: for looking, and for measuring."""
