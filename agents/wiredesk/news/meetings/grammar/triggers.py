"""The words that can announce a meeting, as data: verbs by what they make of subject and object, nouns by type.

A verb's `role` says how its frame is read (see `wiredesk.news.meetings.frames.encounters`, `travels`):
  meet     subject meets object ("meet with X", plural subject alone)
  hold     subject holds a meeting noun ("hold talks with X", "host a summit")
  visit    subject goes to the place that is the object
  travel   subject goes to the place after "to"
  receive  subject receives the object
  attend   subject takes part in the event that is the object
  confer   subject speaks with the object, in person or by phone
  gather   subject, a body or several, comes together
  stay     subject is to be at the place after "in" ("is due in Oslo")
  send     the object goes to the place after "to"
  cancel, postpone   the object is a meeting noun, a visit
  accept   subject accepts an invitation from the object, to a place or to meet
  absent   subject is not coming, where the verb is denied
  call-on  subject visits the object, a person ("call on the emperor")
  convey   subject presses its counterpart, whom it must meet for that ("press his Chinese counterparts")
Meeting nouns as subjects ("talks resume") are read from the noun: see `wiredesk.news.meetings.grammar.predicates`.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "absent",
    "meet",
    "hold",
    "visit",
    "travel",
    "send",
    "receive",
    "attend",
    "confer",
    "gather",
    "call-on",
    "stay",
    "convey",
    "accept",
    "cancel",
    "postpone",
    "see",
]
Form = Literal["base", "s", "ing", "past", "participle"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a trigger verb. `after`: words of which one must follow (within four) for the role to hold."""

    lemma: str
    role: Role
    form: Form
    after: frozenset[str] = frozenset()


# lemma: role, forms as base, third person, -ing, past, participle; then words of which one must follow (DAY: any day).
_VERBS = """
call cancel calls calling called called : off
meet meet meets meeting met met
get meet gets getting got gotten : together
come meet comes coming came come : together face
call call-on calls calling called called : on
reconvene gather reconvenes reconvening reconvened reconvened
gather gather gathers gathering gathered gathered
call hold calls calling called called : meeting summit session talks meetings conference
summon hold summons summoning summoned summoned : meeting summit session talks
convene hold convenes convening convened convened
convene gather convenes convening convened convened
convene receive convenes convening convened convened
assemble gather assembles assembling assembled assembled
congregate gather congregates congregating congregated congregated
hold hold holds holding held held
host receive hosts hosting hosted hosted
have hold has having had had
conduct hold conducts conducting conducted conducted
chair hold chairs chairing chaired chaired
co-chair hold co-chairs co-chairing co-chaired co-chaired
co-host hold co-hosts co-hosting co-hosted co-hosted
grant hold grants granting granted granted : audience
throw hold throws throwing threw thrown : dinner banquet lunch reception
give hold gives giving gave given : dinner banquet lunch reception audience
lead hold leads leading led led
organize hold organizes organizing organized organized
organise hold organises organising organised organised
resume hold resumes resuming resumed resumed
restart hold restarts restarting restarted restarted
start hold starts starting started started
begin hold begins beginning began begun
open hold opens opening opened opened
launch hold launches launching launched launched
continue hold continues continuing continued continued
schedule hold schedules scheduling scheduled scheduled
set hold sets setting set set
plan hold plans planning planned planned
arrange hold arranges arranging arranged arranged
announce hold announces announcing announced announced
confirm hold confirms confirming confirmed confirmed
agree hold agrees agreeing agreed agreed : to on upon
fix hold fixes fixing fixed fixed
go hold goes going went gone : ahead forward through
proceed hold proceeds proceeding proceeded proceeded : with
accept accept accepts accepting accepted accepted : invitation invite offer
pay hold pays paying paid paid
make hold makes making made made
undertake hold undertakes undertaking undertook undertaken
take hold takes taking took taken
enter hold enters entering entered entered : into in
engage hold engages engaging engaged engaged : in
move postpone move moves moving moved moved : to from back up forward until
visit visit visits visiting visited visited
tour visit tours touring toured toured
travel travel travels traveling traveled traveled : to across through
travel travel travels travelling travelled travelled : to across through
head travel heads heading headed headed : to for south north east west
fly travel flies flying flew flown : to into
go travel goes going went gone : to on
return hold returns returning returned returned : talks negotiations table negotiating
return travel returns returning returned returned : to
move travel moves moving moved moved : to
jet travel jets jetting jetted jetted : to
continue travel continues continuing continued continued : to
proceed travel proceeds proceeding proceeded proceeded : to
depart travel departs departing departed departed : for to on
leave travel leaves leaving left left : for on
embark travel embarks embarking embarked embarked : on
arrive travel arrives arriving arrived arrived : in at
land travel lands landing landed landed : in at
stop travel stops stopping stopped stopped : in
come travel comes coming came come : to
come absent comes coming came come
go absent goes going went gone
travel absent travels travelling travelled travelled
fly absent flies flying flew flown
receive receive receives receiving received received
welcome receive welcomes welcoming welcomed welcomed
play receive plays playing played played : host
entertain receive entertains entertaining entertained entertained
greet receive greets greeting greeted greeted
attend attend attends attending attended attended
join attend joins joining joined joined
participate attend participates participating participated participated : in
represent attend represents representing represented represented
send send sends sending sent sent
dispatch send dispatches dispatching dispatched dispatched
press convey presses pressing pressed pressed
urge convey urges urging urged urged
lobby convey lobbies lobbying lobbied lobbied
talk confer talks talking talked talked : with to by via on over later again in next this tomorrow soon DAY
speak confer speaks speaking spoke spoken : with to by via on over later again
exchange confer exchanges exchanging exchanged exchanged : views
call confer calls calling called called
confer confer confers conferring conferred conferred : with by via on over about
consult confer consults consulting consulted consulted : with by via
negotiate confer negotiates negotiating negotiated negotiated : with
huddle confer huddles huddling huddled huddled : with
sit confer sits sitting sat sat : down
dine confer dines dining dined dined : with
lunch confer lunches lunching lunched lunched : with
chat confer chats chatting chatted chatted
phone confer phones phoning phoned phoned
telephone confer telephones telephoning telephoned telephoned
see see sees seeing saw seen
discuss confer discusses discussing discussed discussed
shuttle confer shuttles shuttling shuttled shuttled : between
cancel cancel cancels canceling canceled canceled
cancel cancel cancels cancelling cancelled cancelled
scrap cancel scraps scrapping scrapped scrapped
scrub cancel scrubs scrubbing scrubbed scrubbed
scuttle cancel scuttles scuttling scuttled scuttled
nix cancel nixes nixing nixed nixed
axe cancel axes axing axed axed
scratch cancel scratches scratching scratched scratched
abandon cancel abandons abandoning abandoned abandoned
pull cancel pulls pulling pulled pulled : out
back cancel backs backing backed backed : out
withdraw cancel withdraws withdrawing withdrew withdrawn : from
skip cancel skips skipping skipped skipped
drop cancel drops dropping dropped dropped
ditch cancel ditches ditching ditched ditched
abort cancel aborts aborting aborted aborted
break cancel breaks breaking broke broken : off
bow cancel bows bowing bowed bowed : out
postpone postpone postpones postponing postponed postponed
delay postpone delays delaying delayed delayed
defer postpone defers deferring deferred deferred
reschedule postpone reschedules rescheduling rescheduled rescheduled
shelve postpone shelves shelving shelved shelved
suspend postpone suspends suspending suspended suspended
adjourn postpone adjourns adjourning adjourned adjourned
freeze postpone freezes freezing froze frozen
halt postpone halts halting halted halted
put postpone puts putting put put : off hold ice
push postpone pushes pushing pushed pushed : back
bring postpone brings bringing brought brought : forward
"""

# Nouns of meetings and the type they give.
NOUNS: dict[str, str | None] = {
    "meeting": None, "meetings": None, "talks": "talks", "talk": None, "negotiations": "talks", "negotiation": None,
    "discussions": "talks", "discussion": "talks", "conversation": "talks", "conversations": "talks",
    "consultations": "talks", "dialogue": "talks", "dialog": "talks", "dialogues": "talks", "summit": "summit",
    "summits": "summit", "conference": "multilateral", "conferences": "multilateral", "session": "session",
    "sessions": "session", "gathering": "multilateral", "gatherings": "multilateral",
    "forum": "multilateral", "assembly": "session",
    "visit": "visit", "visits": "visit", "trip": "visit", "trips": "visit", "tour": "visit", "call": None,
    "calls": None, "sitdown": "bilateral", "sit-down": "bilateral", "get-together": None, "huddle": None,
    "bilateral": "bilateral", "bilaterals": "bilateral", "tete-a-tete": "bilateral", "audience": "bilateral",
    "encounter": None, "round": "talks", "face-to-face": "bilateral", "one-on-one": "bilateral", "dinner": None,
    "breakfast": None, "banquet": None, "table": None,
    "coffee": None, "tea": None, "lunch": None, "luncheon": None, "reception": None,
    "stop": "visit", "stops": "visit", "stopover": "visit", "stopovers": "visit", "retreat": None,
    "roundtable": None, "congress": None, "plenary": "session", "reunion": None, "swing": "visit", "mission": None,
}  # fmt: skip
VISIT_NOUNS = frozenset("visit visits trip trips tour stop stops stopover stopovers swing".split())
CALL_NOUNS = frozenset("call calls".split())
# These count only with another sign beside them ("phone call", "a round of talks", "dinner with Xi").
WEAK_NOUNS = frozenset(
    """call calls talk round breakfast banquet table
    coffee tea dinner lunch luncheon reception stop stops session sessions assembly congress
    forum mission discussion encounter swing tour""".split()
)


_DAY = "monday tuesday wednesday thursday friday saturday sunday"


def _table() -> dict[str, tuple[Verb, ...]]:
    forms: tuple[Form, ...] = ("base", "s", "ing", "past", "participle")
    form: Form
    found: dict[str, list[Verb]] = {}
    for line in _VERBS.strip().splitlines():
        spelt, _, after = line.partition(" : ")
        words = spelt.split()
        lemma, role = words[0], words[1]
        for form, word in zip(forms, (lemma, *words[-4:]), strict=True):
            verb = Verb(lemma, role, form, frozenset(after.replace("DAY", _DAY).split()))  # type: ignore[arg-type]  # the table's own words
            if not any((v.lemma, v.form, v.role) == (lemma, form, role) for v in found.get(word, [])):
                found.setdefault(word, []).append(verb)
    for word, form in (("be", "base"), ("expected", "participle"), ("due", "participle"), ("awaited", "participle")):
        found.setdefault(word, []).append(Verb(word, "stay", form, frozenset({"in", "at"})))
    return {word: tuple(verbs) for word, verbs in found.items()}


VERBS = _table()
STOPS = frozenset("stop stops leg destination".split())
"""Nouns for a part of a journey."""
