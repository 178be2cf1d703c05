"""Forms of the committee's registers: one step at a time, each published as one change."""
