"""Groups by what they are: where their phrase begins and ends."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She will meet with harbour safety groups on Friday.", "harbour safety groups"),
        ("She will meet with nurse, teacher and parent groups on Friday.", "nurse, teacher and parent groups"),
        ("She will meet families of Peruvian hostages there.", "families of Peruvian hostages"),
        ("He hosts representatives of the shipping industry in May.", "the shipping industry"),
        ("He spoke before leaders from 40 nations arrived.", "leaders from 40 nations"),
        ("She will sit down with Northvale executives on Friday.", "Northvale executives"),
        ("She will see Kashmiri activists.", "Kashmiri activists"),
        ("He will meet business and civic leaders.", "business and civic leaders"),
        ("She will meet with victims from Chile.", "victims from Chile"),
        ("She dines with Latin American leaders.", "Latin American leaders"),
        ("She will see African American activists.", "African American activists"),
    ],
)
def test_a_group_is_told_by_all_its_words(mentions, text: str, name: str):
    (group,) = [m for m in mentions(text) if m.kind == "group"]
    assert group.name == name


@pytest.mark.parametrize("text", ["The plan may divide activists.", "She hired lawyers on Monday."])
def test_a_verb_is_no_part_of_the_group(mentions, text: str):
    (group,) = [m for m in mentions(text) if m.kind == "group"]
    assert " " not in group.name
