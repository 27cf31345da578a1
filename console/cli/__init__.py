"""The command line: parses what is asked, calls, and shows the answer."""
