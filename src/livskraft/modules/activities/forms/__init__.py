"""What can be typed about meeting places?"""
