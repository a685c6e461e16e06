"""Slugs of the themes whose pages show the records of this app."""

SYMBIOSIS = "industrial-symbiosis"
PILOTS = "municipal-resource-management"
PROCUREMENT = "circular-public-procurement"
CONSTRUCTION = "building-and-construction"
