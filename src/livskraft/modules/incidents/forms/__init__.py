"""What do people fill in about incidents? One file for reporting, one for handling."""
