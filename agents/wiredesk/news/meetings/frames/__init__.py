"""Triggers to frames: each verb or noun that can announce a meeting, with who acts, whom they meet and the mood."""
