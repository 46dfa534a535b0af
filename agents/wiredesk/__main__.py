"""`python -m wiredesk`: the command where its script is not on the path."""

from wiredesk.cli import main

if __name__ == "__main__":
    main()
