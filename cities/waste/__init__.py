"""Where the municipal waste of cities goes: burned, in sanitary landfill, other treatment, by year."""
