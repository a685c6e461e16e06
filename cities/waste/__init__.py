"""Where the municipal waste of cities goes: what was burned, landfilled and treated another way, by year."""
