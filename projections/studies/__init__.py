"""Studies: guests of the engine. Each module tells one study's definitions and conventions."""
