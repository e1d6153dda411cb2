"""Company visits: the bus and who is aboard, the guide, what the gate asks."""
