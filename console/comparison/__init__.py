"""A comparison of two replays for programs, and for a reader."""
