"""What can be done in a minigym? Every write of the module."""
