"""Which pages does training have?"""
