"""From points lost to points won back: what was agreed, who does it by when, and what came of it."""
