"""Terminologies that a user adds: files that were downloaded or written, compiled next to the embedded ones."""
