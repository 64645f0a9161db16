"""Needleside: an offline desktop reference for ultrasound-guided injections."""

__version__ = "0.1.0"
