"""Values of indicators: how they compare, are drawn, and are checked against tables."""
