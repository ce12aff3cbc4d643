"""Who is asking: for now guests, who have an alias and a cookie and nothing else."""
