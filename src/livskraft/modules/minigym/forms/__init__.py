"""What do people fill in about a minigym? Each form ends in one action."""
