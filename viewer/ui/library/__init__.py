"""The library in the window: switching, adding, removing, and the index behind it.

Nothing of it is loaded before the first paint.
"""
