"""Rights over one's own data: taking it along, asking, the register of purposes, how long words are kept, and their end."""
