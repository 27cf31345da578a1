"""What every command works on: the store, its log, the study, the lock and the as-of."""
