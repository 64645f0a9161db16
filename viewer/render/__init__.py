"""Content to HTML or plain text. Loads no Qt; the only place that escapes."""
