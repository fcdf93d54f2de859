"""How is everything saved and put back? One encrypted file with the database and the files."""
