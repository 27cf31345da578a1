"""The audit of one patient, as data, as text and as a page."""
