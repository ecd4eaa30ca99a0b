"""`python -m espace.cli`: the command `espace` without its script."""

from espace.cli import app

if __name__ == "__main__":
    app()
