"""How do answers come to be kept?"""
