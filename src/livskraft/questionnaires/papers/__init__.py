"""How are measurements shown, on a page and on paper?"""
