"""Measuring wiredesk on the machine at hand: `wiredesk bench`."""
