"""The steps of sending figures: choose a file, see what was understood, answer, look ahead, publish."""
