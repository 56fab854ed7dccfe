"""Read frameworks, link what they say, and trace every word to its source line."""

__version__ = "0.1.0"
