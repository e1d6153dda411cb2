"""A rehearsal of the two forum days: the real bot, people with phones, and a reckoning of its own at the end."""
