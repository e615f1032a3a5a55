"""The words Previsit says by itself, in every language it serves."""

from bot.locales.catalogue import MissingText, MissingValue, keys, label, render

__all__ = ["MissingText", "MissingValue", "keys", "label", "render"]
