"""Texts from outside on a terminal: an article must neither colour it nor forge its lines."""


def one_line(words: str) -> str:
    """The words on one line: whatever cannot be printed is a space."""
    return "".join(c if c.isprintable() else " " for c in words)


def escaped(words: str) -> str:
    r"""The words on their lines: whatever else cannot be printed is shown as Python spells it, such as \x1b."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in words)
