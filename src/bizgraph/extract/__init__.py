"""What the genre calls one of each thing: an outline becomes facts."""
