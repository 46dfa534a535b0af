"""What the sentences beside a meeting's own tell of it: parties, particulars, agenda, and who says so."""
