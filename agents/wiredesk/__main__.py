"""The `wiredesk` command, and `python -m wiredesk`: says what to install where the commands are not."""

import sys

from wiredesk.extras import find_extra, install_words


def main() -> None:
    """Run the command line; exit code 1 when this installation is the subscriber's, without commands."""
    try:
        from wiredesk.cli import main as run
    except ModuleNotFoundError as e:
        extra = find_extra(e)
        if extra is None:
            raise
        sys.exit(f"wiredesk: commands need more than is installed: {install_words(extra)}")
    run()


if __name__ == "__main__":
    main()
