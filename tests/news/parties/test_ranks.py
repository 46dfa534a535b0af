import pytest

from wiredesk.news.parties.ranks import is_same_office, is_same_rank


@pytest.mark.parametrize(
    ("role", "wanted", "same"),
    [
        ("president", "leader", True),
        ("foreign secretary", "foreign minister", True),
        ("defense minister", "foreign minister", False),
        ("treasury secretary", "finance minister", True),
        ("spokesman", "leader", False),
        ("prime minister", None, True),
        (None, "president", False),
    ],
)
def test_a_rank_goes_by_what_it_does(role, wanted, same):
    assert is_same_rank(role, wanted) is same


def test_the_minister_is_any_minister_but_no_president():
    assert is_same_office("foreign minister", "minister")
    assert not is_same_office("president", "minister")
