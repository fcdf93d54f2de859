"""How do incidents come to be reported, looked into, decided on and closed? One file for each."""
