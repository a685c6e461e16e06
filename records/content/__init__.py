"""Loading the starting content: YAML files become records, whole or not at all."""
