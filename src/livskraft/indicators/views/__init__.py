"""Where are the indicators read, and where are residents typed in?"""
