"""How fast and how large: the program measured against its peers, ratios within one run."""
