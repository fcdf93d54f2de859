"""What decides, in training and in rehabilitation?"""
