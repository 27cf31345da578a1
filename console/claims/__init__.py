"""The claims of a publication: read from files, and checked against a replay."""
