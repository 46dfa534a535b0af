"""The words around a verb that give its mood, as data: adverbs, modals, and what may stand before "to".

`BEFORE_TO` maps the word before "to" ("is *set* to", "*wants* to", "*refused* to") to a mood; and to whether it is only
expected.
"""

from typing import Literal

Mood = Literal[
    "future",  # will, is to, plans to
    "past-future",  # would, was to, had planned to
    "present",  # meets, travels
    "progressive",  # is meeting
    "past",  # met, has met, was meeting
    "hypothetical",  # may, could
    "wish",  # wants to, offered to
    "denied",  # will not, has no plans to
    "infinitive",  # to meet, with what governs it further left
    "gerund",  # meeting with, after nothing that decides
    "ahead",  # looks forward to meeting: planned where a day is told
    "off",  # will no longer meet, dropped plans to meet
]

ADVERBS = frozenset(
    """
    also then now later again soon still formally officially privately briefly separately personally directly first
    finally likely probably only even just already reportedly jointly publicly quickly initially next actually
    eventually tentatively immediately instead therefore once currently together definitely certainly allegedly
    ultimately subsequently secretly at least face-to-face one-on-one all both each today tomorrow tonight monday
    tuesday wednesday thursday friday saturday sunday on shortly early late this week weekend month year morning
    afternoon evening long-awaited simultaneously presumably hopefully perhaps here there thus never not n't""".split()
)
FUTURE_MODALS = frozenset("will 'll shall wo won't".split())
PAST_MODALS = frozenset("would 'd".split())
DOUBT_MODALS = frozenset("may might could can should must ought need cannot can't couldn't shouldn't mustn't".split())
BE_PRESENT = frozenset("is are am 's 're 'm isn't aren't be being been".split())
BE_PAST = frozenset("was were wasn't weren't".split())
HAVE = frozenset("has have had having 've hasn't haven't hadn't".split())
NEGATIVES = frozenset("not never n't won't isn't aren't wasn't weren't cannot can't wouldn't no hasn't haven't".split())

# Before "to": those with "is", and those with any subject. The value is the mood, "+" marks mere expectation.
BEFORE_TO: dict[str, tuple[Mood, bool]] = {
    **dict.fromkeys(
        """
        set due scheduled slated going planning plan plans planned agree agrees agreed agreeing intends intend
        intending preparing prepares prepared prepare decided decides pledged promised vowed arranged committed
        booked confirmed supposed poised announced about timed accepted opted chosen chose elected expects
        scheduling pledges invited-and-accepted determined bound readying gearing penciled pencilled ready-to
        preparations arrangements commitment agreement decision agreements pledge appointment schedule intention
        intentions waiting""".split(),
        ("future", False),
    ),
    **dict.fromkeys("expected likely anticipated".split(), ("future", True)),
    **dict.fromkeys(
        """
        want wants wanted wanting hope hopes hoped hoping wish wishes wished like love seek seeks sought seeking
        offer offers offered offering propose proposes proposed proposal ask asks asked asking urge urges urged
        urging willing ready open eager try tries tried trying attempt attempts attempted attempting request
        requests requested requesting invite invites invited invitation need needs needed persuade pressed press
        pressure push pushed pushing consider considers considering considered call calls called calling demand
        demanded want. keen chance opportunity ability able effort efforts bid desire willingness readiness hope.
        offer. suggest suggested allow allowed allows convince convinced encourage encouraged free welcome
        prepared-to threatens threatened happy appealed appeal appeals plea aims aim aimed aiming possible reluctant
        obliged loath hesitant forced reason reasons option choose wants. way ways time best better interest pleased
        glad difficult hard easier impossible important necessary failing enough reluctance goal idea""".split(),
        ("wish", False),
    ),
    **dict.fromkeys(
        """refuse refuses refused refusing decline declines declined declining unwilling unlikely unable reject rejected
        refusal fail fails failed failure failing. stopped unprepared""".split(),
        ("denied", False),
    ),
    **dict.fromkeys("used happened got managed continued began helped came went".split(), ("past", False)),
}  # fmt: skip
# Before a form in -ing, with or without a preposition between ("the idea of meeting", "avoids meeting").
BEFORE_ING: dict[str, Mood] = {
    **dict.fromkeys(
        """open averse opposed opposition consider considers considered considering weigh weighs weighing idea
        possibility prospect chance hope hopes option interest interested favour favor favoured suggested suggest
        proposed propose proposing recommended recommend mulling mull mulls mulled contemplate contemplating
        contemplated thinking readiness willingness worth discussed discussing point""".split(),
        "wish",
    ),
    **dict.fromkeys(
        """avoid avoids avoided avoiding ruled rule rules ruling reject rejects rejected resist resisted oppose opposes
        opposed refused declined denied denies deny missed skip skipped plan plans intention intentions""".split(),
        "denied",
    ),
    "forward": "ahead",
}
# Nouns that are no plan when "no" stands before them ("has no plans to meet").
PLANS = frozenset("plan plans intention intentions agreement decision schedule".split())
# What gives such a plan up, and the status of what was planned.
GIVING_UP = {
    **dict.fromkeys(
        """cancelled canceled cancels cancel scrapped scraps scrap dropped drops drop abandoned abandons abandon ditched
        ditches ditch shelved shelves scuttled axed nixed reversed""".split(),
        "cancelled",
    ),
    **dict.fromkeys("postponed postpones delayed delays suspended suspends deferred".split(), "postponed"),
}
AUXILIARIES = FUTURE_MODALS | PAST_MODALS | DOUBT_MODALS | BE_PRESENT | BE_PAST | HAVE
"""Words that open a finite verb group."""
