"""The five panes. A pane receives content and emits signals; it knows no other pane."""
