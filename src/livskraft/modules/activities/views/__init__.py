"""Which pages do the meeting places have?"""
