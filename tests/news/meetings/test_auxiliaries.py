from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, BEFORE_TO, DOUBT_MODALS, FUTURE_MODALS, PAST_MODALS


def test_no_modal_is_of_two_minds():
    assert not FUTURE_MODALS & DOUBT_MODALS
    assert not PAST_MODALS & DOUBT_MODALS


def test_every_word_is_lower_case_and_no_adverb_decides_a_mood():
    assert all(word == word.lower() for word in BEFORE_TO)
    assert not set(BEFORE_TO) & (ADVERBS - {"likely"})
