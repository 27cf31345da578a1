"""Every targeted value of a cohort, and the loss of missing it, compiled.

Each module writes its own part of one array of values; ``layout`` says where.
"""
