"""Intake: from the bytes of an office file to remarks, questions and tidy records."""
