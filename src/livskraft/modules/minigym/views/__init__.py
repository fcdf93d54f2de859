"""Which pages does a minigym have?"""
