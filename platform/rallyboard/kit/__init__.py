"""What would make sense in any product: errors, names of problems, locks. Knows nothing of Pong."""
