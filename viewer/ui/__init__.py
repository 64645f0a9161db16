"""The window and what is in it: a thin Qt skin over content, search and render."""
