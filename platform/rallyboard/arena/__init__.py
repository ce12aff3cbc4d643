"""The one authority of every live match: sockets in, journal first, events out. Local, remote and bots alike."""
