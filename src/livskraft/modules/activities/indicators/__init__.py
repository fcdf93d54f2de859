"""What do the meeting places measure?"""
