"""What do people type when they sign in or administer? One form for each action."""
