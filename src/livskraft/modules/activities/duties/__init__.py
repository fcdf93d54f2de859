"""What must somebody do at the meeting places?"""
