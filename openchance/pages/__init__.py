"""Pages that mix apps: the only views that may know them all."""
