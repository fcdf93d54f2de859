"""What is filled in about training, rehabilitation and the library, noun by noun?"""
