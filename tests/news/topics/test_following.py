from typing import Any

from wiredesk.news.topics import find_followers, matches_meeting, parse_watchlists
from wiredesk_schemas import AgendaItem, Evidence, MeetingAnnounced, Occasion, Participant, Source, Where

XU = Participant(name="Xu Wenli", kind="person", country="CN")
BRAND = Participant(name="Ilse Brandauer", kind="person", role="chancellor", country="AT")
FRANCE = Participant(name="France", kind="government", country="FR")


def follows(lines: str, *participants: Participant, **fields: Any) -> bool:
    (watchlist,) = parse_watchlists(f'[[watchlist]]\nname = "w"\n{lines}\n')
    return matches_meeting(watchlist, MeetingAnnounced(meeting_id="m", participants=participants, **fields))


def test_a_state_is_followed_in_its_officials_and_as_the_place() -> None:
    assert follows('states = ["AT"]', BRAND, XU)
    assert follows('states = ["CH"]', BRAND, XU, where=Where(city="Geneva", country="CH"))
    assert not follows('states = ["FR"]', BRAND, XU)


def test_a_person_is_followed_by_full_or_last_name() -> None:
    assert follows('people = ["Ilse Brandauer"]', BRAND)
    assert follows('people = ["Ilse Brandauer"]', Participant(name="Brandauer", kind="person"))
    assert not follows('people = ["Anna Brandauer"]', BRAND)
    assert not follows('people = ["France"]', FRANCE)


def test_a_pair_is_followed_when_both_take_part() -> None:
    assert follows('pairs = [["CN", "Ilse Brandauer"]]', BRAND, XU)
    assert not follows('pairs = [["CN", "FR"]]', BRAND, XU)
    assert not follows('pairs = [["AT", "Ilse Brandauer"]]', BRAND, XU), "one party is not a pair"


def test_a_topic_is_followed_on_the_agenda() -> None:
    agenda = (AgendaItem(topic="trade", text="steel quotas"), AgendaItem(topic=None, text="the weather"))
    assert follows('topics = ["economy"]', BRAND, XU, agenda=agenda)
    assert not follows('topics = ["taiwan"]', BRAND, XU, agenda=agenda)


def test_words_are_looked_for_in_all_that_is_said_of_the_meeting() -> None:
    evidence = Evidence(quote="The two will meet in Graz over Rule 7(b).", start=0, end=41)
    said = {"sources": (Source(article_id="a", evidence=evidence),), "occasion": Occasion(name="Danube forum")}
    assert follows('terms = ["danube forum"]', BRAND, **said)
    assert follows('phrases = ["Rule 7(b)"]', BRAND, **said)
    assert not follows('phrases = ["rule 7(b)"]', BRAND, **said)
    assert follows("regex = ['in G[r]az']", BRAND, **said)
    assert not follows('terms = ["Graz"]\nexclude = ["Danube"]', BRAND, **said)
    assert not follows('terms = ["Graz"]\nexcept = ["in Graz over"]', BRAND, **said)


def test_every_kind_is_there_when_all_are_needed() -> None:
    assert not follows('need = "all"\nstates = ["AT"]\nterms = ["Graz"]', BRAND)
    assert follows('need = "all"\nstates = ["AT"]\nterms = ["Graz"]', BRAND, where=Where(city="Graz", country="AT"))


def test_the_lists_that_follow_are_named_in_their_order() -> None:
    codes = {"z": "CN", "a": "AT", "b": "ZA"}
    lists = parse_watchlists("".join(f'[[watchlist]]\nname = "{n}"\nstates = ["{c}"]\n' for n, c in codes.items()))
    assert find_followers(lists, MeetingAnnounced(meeting_id="m", participants=(XU, BRAND))) == ("z", "a")
