"""What is read about meeting places that no single table knows?"""
