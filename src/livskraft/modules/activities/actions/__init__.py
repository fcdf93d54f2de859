"""How is something written about meeting places?"""
