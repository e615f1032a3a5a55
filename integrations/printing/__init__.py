"""What goes onto paper: a summary, and the day of a clinician."""
