"""Which decisions about persons, their records and their protection are made without a database?"""
