"""Which papers are there about persons?"""
