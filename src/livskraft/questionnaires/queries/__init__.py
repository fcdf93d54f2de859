"""What is known of answers?"""
