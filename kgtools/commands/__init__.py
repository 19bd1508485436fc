"""The commands: parse, call, print. Nothing else in the package knows the terminal."""
