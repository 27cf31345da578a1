"""Curves from and to pandas and lifelines."""
