"""The file drop: summaries as files in a directory that another system, or a person, picks up."""

from integrations.delivery.file.drop import FileDrop

__all__ = ["FileDrop"]
