"""How is an answer read, scored and compared? Pure functions; the numbers come with the instrument."""
