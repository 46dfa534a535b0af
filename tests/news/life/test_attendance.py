"""Who comes, after all that was said."""

from news.life.accounts import account
from news.life.telling import article, told
from wiredesk_schemas import MeetingReport, Participant


def names(*reports: MeetingReport) -> list[str]:
    found = account(*(article(f"a{n:02}", report) for n, report in enumerate(reports)))
    return [p.name for p in found.participants]


def test_spellings_of_one_person_are_one_participant_under_the_full_name():
    assert names(told("Duarte/PT", "SE"), told("Ana Duarte/PT", "SE"), told("Duarte/PT", "SE")) == ["SE", "Ana Duarte"]


def test_a_named_person_stands_for_the_country():
    assert names(told("PT", "SE"), told("Ana Duarte/PT", "SE")) == ["SE", "Ana Duarte"]


def test_names_of_one_body_are_one_participant():
    assert names(told("G20"), told("Group of 20"), told("G20")) == ["G20"]


def test_what_hardly_any_of_many_outlets_says_is_left_out():
    many = [told("Ana Duarte/PT", "SE") for _ in range(8)]
    assert names(*many, told("Ana Duarte/PT", "SE", "Stray Name/NO")) == ["SE", "Ana Duarte"]
    assert "Stray Name" in names(told("Ana Duarte/PT", "SE", "Stray Name/NO"))


def test_role_and_id_come_from_whoever_has_them():
    plain = told("Ana Duarte/PT", "SE")
    full = MeetingReport(
        participants=(
            Participant(name="Ana Duarte", kind="person", country="PT", role="foreign minister", entity_id="person:x"),
            Participant(name="SE", kind="government", country="SE", part="host"),
        ),
        evidence=plain.evidence,
    )
    found = account(article("a", plain), article("b", full)).participants
    assert [(p.role, p.entity_id, p.part) for p in found] == [
        (None, None, "host"),
        ("foreign minister", "person:x", None),
    ]
