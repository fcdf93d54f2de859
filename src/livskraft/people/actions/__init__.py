"""How is something written about persons?"""
