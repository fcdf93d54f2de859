"""What can be typed about persons?"""
