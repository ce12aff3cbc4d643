"""What several workers of one site share beside the database: a bus for messages and a store for what may be lost."""
