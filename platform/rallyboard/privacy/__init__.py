"""A person's rights over their data: taking it home, parting from its name, having it erased."""
