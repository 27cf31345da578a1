"""The command line: parses, calls and renders. Only here may anything ask what time it is."""
