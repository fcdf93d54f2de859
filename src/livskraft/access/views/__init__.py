"""Which pages let people sign in, keep their account and administer?"""
