"""What the commands of the command line do, a module for each kind. Only printing loads Qt."""
