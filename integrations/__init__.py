"""The outside world: storage, texting, the web, delivery."""

__version__ = "0.1.0"
