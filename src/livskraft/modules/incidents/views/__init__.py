"""Which pages are there of incidents? One file for reporting, one for handling, one for looking back."""
