"""Questions from below, answers from above, and the answers that everybody below may read."""
