"""Whom "the alliance" and "both sides" mean."""

import pytest


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("NATO is split over ships. The alliance said no.", ["NATO"]),
        ("NATO is split over ships. The alliance's foreign ministers said no.", ["NATO"]),
        ("Kenya is split over ships. The alliance said no.", []),
        ("Chad fought the Tall Reed rebels. Both sides said no.", ["Chad", "Tall Reed rebels"]),
        ("Envoys of Chad spoke in Lagos. Mali listened. Both sides said no.", ["Mali", "Chad"]),
    ],
)
def test_a_phrase_stands_for_those_told_before(cast, mentions, text: str, names: list[str]):
    last = text.count(". ")
    (mention,) = [m for m in mentions(text.rsplit(". ", 1)[1]) if m.kind in ("both", "body")]
    assert [p.name for p in cast(text).parties(mention, last)] == names
