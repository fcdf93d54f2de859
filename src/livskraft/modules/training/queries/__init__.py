"""What is known of training?"""
