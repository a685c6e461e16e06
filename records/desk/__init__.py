"""What the desk shows and other apps add to: read marks, what is read first."""
