"""Which pages are about persons?"""
