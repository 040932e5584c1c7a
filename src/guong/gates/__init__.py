"""Gates of the two phases of a drive: what each cell still lacks before a phase closes in it (S38, R19)."""
