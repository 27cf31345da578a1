"""Published gradings and risk schemes, as definitions that any study may use."""
