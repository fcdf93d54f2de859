"""How fast is Livskraft, on this machine and both databases? `make bench` prints JSON lines."""
