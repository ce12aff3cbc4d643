"""How a match comes to be: against a house bot, on one keyboard, by invitation, or with whoever waits."""
