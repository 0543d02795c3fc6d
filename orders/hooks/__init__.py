"""What orders asks of apps to its right, and what they add to its pages, without being imported.

They register in `AppConfig.ready()` (see project/base/hooks.py).
"""
