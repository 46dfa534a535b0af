"""Who comes to the summits of bodies, and whom "he" and "the president" mean where several are named."""

from datetime import date

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article

DAY = date(2026, 3, 4)  # a Wednesday


def participants(text: str) -> list[set[str]]:
    return [{p.name for p in r.participants} for r in find_meetings(make_article(text, published=DAY))]


def test_who_travels_to_a_summits_place_at_its_time_attends_it():
    found = participants(
        "Estonian President Tiina Rebane flies to Cape Town on Thursday.\n\nThe G20 summit, which begins in Cape Town on"
        " Friday, will be the first in Africa."
    )
    assert {"G20", "Tiina Rebane"} in found


def test_who_goes_somewhere_for_a_summit_attends_it():
    found = participants("Estonian President Tiina Rebane will go to Cape Town on Friday for a G20 summit.")
    assert found == [{"G20", "Tiina Rebane"}]


def test_who_is_only_named_beside_a_summit_does_not():
    found = participants("The G20 summit begins in Cape Town on Friday. Estonian President Tiina Rebane opposes it.")
    assert found == [{"G20"}]


def test_a_pronoun_tells_whether_a_person_is_he_or_she():
    found = participants(
        "Peruvian President Inés Paz said that she was tired. Chadian President Omar Deby gave a speech on Wednesday. Paz"
        " listened. He will meet Malian President Ali Keita on Friday."
    )
    assert found == [{"Omar Deby", "Ali Keita"}]


def test_the_president_is_the_one_of_whom_the_article_speaks_most():
    found = participants(
        "Estonian President Tiina Rebane signed a law on Wednesday. Rebane said it was needed. European Commission"
        " President Greta Lind welcomed it. It is a busy week for the president. On Friday, she will host King Olav of"
        " Norway. Rebane also plans a speech."
    )
    assert found == [{"Tiina Rebane", "Olav"}]


def test_who_is_told_to_come_in_another_sentence_is_there():
    found = participants(
        "NATO's leaders will meet in Oslo next Thursday.\n\nEstonian President Tiina Rebane and Chadian President Omar"
        " Deby are among those expected at the summit."
    )
    assert found == [{"NATO", "Tiina Rebane", "Omar Deby"}]


def test_leaders_are_told_one_by_one_after_including():
    found = participants(
        "World leaders including Estonian President Tiina Rebane and Peru's President Inés Paz will gather in Cape Town on"
        " Friday for a G20 summit."
    )
    assert found == [{"G20", "Tiina Rebane", "Inés Paz"}]


def test_who_stays_away_is_not_there():
    found = participants(
        "The G20 summit begins in Cape Town on Friday.\n\nEstonian President Tiina Rebane will not attend the summit, and"
        " Peruvian President Inés Paz is skipping it too. Chadian President Omar Deby plans to speak at the summit."
    )
    assert found == [{"G20", "Omar Deby"}]


def test_who_only_speaks_of_a_summit_is_not_told_to_come():
    found = participants(
        "Estonian President Tiina Rebane will attend the G20 summit on Friday.\n\nThe summit matters, Peruvian President"
        " Inés Paz told reporters."
    )
    assert found == [{"G20", "Tiina Rebane"}]


def test_who_is_in_its_town_in_its_days_is_there_and_visits_nobody():
    found = participants(
        "Estonian President Tiina Rebane will meet Peruvian President Inés Paz in Cape Town on Thursday. The G20 summit"
        " begins there on Sunday.\n\nChadian President Omar Deby is expected to be in Cape Town as well."
    )
    assert found == [{"Tiina Rebane", "Inés Paz"}, {"G20", "Omar Deby"}]


def test_a_summit_called_again_tells_its_days():
    reports = find_meetings(
        make_article(
            "Estonian President Tiina Rebane will attend next week's G20 summit.\n\nThe gathering in Cape Town, which"
            " runs March 11-12, is the first in Africa.",
            published=DAY,
        )
    )
    assert [(str(r.when.start), str(r.when.end)) for r in reports] == [("2026-03-11", "2026-03-12")]
    assert [r.where.city for r in reports if r.where] == ["Cape Town"]


def test_the_blocs_leaders_are_those_of_the_body_named_before():
    found = participants(
        "NATO is divided, an envoy said on Wednesday. The 32-nation alliance's foreign ministers will meet in Oslo on"
        " Friday."
    )
    assert found == [{"NATO"}]


def test_members_are_counted_before_and_after_their_bodys_name():
    assert participants("NATO's 32 leaders will meet in Oslo on Friday.") == [{"NATO"}]
    assert participants("The leaders of the other six G7 nations will meet in Oslo on Friday.") == [{"G7"}]
    assert participants("The finance ministers of the 20-nation eurozone will meet on Friday.") == [{"eurozone"}]


def test_a_meeting_of_three_is_one():
    found = participants(
        "Estonian President Tiina Rebane will hold a trilateral meeting on Friday with Chadian President Omar Deby and"
        " Peruvian President Inés Paz."
    )
    assert found == [{"Tiina Rebane", "Omar Deby", "Inés Paz"}]


def test_would_have_talks_is_no_cancellation():
    reports = find_meetings(
        make_article(
            "An official said Estonian President Tiina Rebane would have talks with the leaders of Chad and Peru on"
            " Friday.",
            published=DAY,
        )
    )
    assert [r.status for r in reports] == ["planned", "planned"]


def test_who_meets_in_its_town_on_the_eve_of_a_summit_is_there():
    found = participants(
        "Estonian President Tiina Rebane will meet Peruvian President Inés Paz in Cape Town on Thursday. The G20 summit"
        " begins there on Friday."
    )
    assert found == [{"Tiina Rebane", "Inés Paz"}, {"G20", "Tiina Rebane", "Inés Paz"}]


def test_a_summit_that_one_leader_will_not_attend_is_held():
    found = participants(
        "Estonian President Tiina Rebane said she will not attend the G20 summit in Cape Town on March 20-21."
    )
    assert found == [{"G20"}]


def test_a_summit_of_leaders_goes_on_without_one_who_skips_it():
    reports = find_meetings(
        make_article(
            "Estonian President Tiina Rebane skipped a summit of Nordic leaders on Friday, her office said.",
            published=DAY,
        )
    )
    assert [r.status for r in reports if r.status != "planned"] == []


def test_two_summits_of_one_sentence_have_each_their_own_body():
    found = participants(
        "Estonian President Tiina Rebane plans to attend the G20 summit in Peru and the NATO summit in Norway in November."
    )
    assert found == [{"G20", "Tiina Rebane"}, {"NATO", "Tiina Rebane"}]


def test_a_name_that_begins_with_the_noun_names_the_event():
    found = participants(
        "At next week's Summit of the Americas in Panama, Estonian President Tiina Rebane will meet Peruvian President"
        " Inés Paz."
    )
    assert {"Summit of the Americas", "Tiina Rebane", "Inés Paz"} in found


def test_a_forum_beside_which_others_meet_is_ahead_itself():
    found = participants(
        "Estonian President Tiina Rebane will hold bilaterals with the leaders of Chad and Peru at the G20 in Cape Town on"
        " Friday."
    )
    assert {"G20", "Tiina Rebane"} in found
    assert len(found) == 3


def test_an_organisation_at_whose_seat_others_meet_holds_no_summit():
    found = participants(
        "Estonian President Tiina Rebane will meet King Olav of Norway at the United Nations on Friday."
    )
    assert found == [{"Tiina Rebane", "Olav"}]


def test_who_leads_a_member_state_comes_to_its_summit_by_office():
    text = (
        "French President Luc Morel will meet Spanish King Felipe on Monday. Morel will meet Peruvian President Inés Paz"
        " on Tuesday. Morel will host Chadian President Omar Deby on Wednesday.\n\nHe is tired, an aide said.\n\nIt"
        " rained.\n\nIt was cold.\n\nThe next G20 summit begins in Cape Town in June."
    )
    assert {"G20", "Luc Morel"} in participants(text)
