"""What proportional-hazards models share, and the model of Fine and Gray."""
