"""Data-quality findings on what a study derives from the records of a cohort."""
