"""What does training print?"""
