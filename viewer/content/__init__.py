"""What a reference is, how it is read and where it lies. Loads no Qt."""
