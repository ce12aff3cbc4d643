"""Who is there and what they do just now, and the line on which a page of the site hears of it."""
