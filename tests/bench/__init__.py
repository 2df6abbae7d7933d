"""How fast the pages are: `make bench`. Real servers on loopback, a warm-up, medians of rounds, and a bare Django page beside them."""
