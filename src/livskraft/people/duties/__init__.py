"""What must somebody do about persons and what is kept about them?"""
