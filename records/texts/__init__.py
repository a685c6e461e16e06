"""Texts, numbers and languages. No model is known here."""
