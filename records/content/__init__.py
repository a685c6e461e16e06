"""Loading of the starting content from YAML files in one transaction."""
