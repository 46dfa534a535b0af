"""Articles of one kind, generated: a coming bilateral at a host event, amid past meetings, a past trip and a coming election.

Four short templates of different grammar, and a long one in which many sentences tell of the meeting; people, offices, states, months, host events and the outlets' boilerplate go round at
different paces, so that no two articles share more than a template. Nothing is drawn by chance: variant N is always the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    surname: str
    country: str
    code: str
    adjective: str
    capital: str
    pronoun: str

    @property
    def possessive(self) -> str:
        return {"he": "his", "she": "her"}[self.pronoun]


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The event on whose margins they meet; `names`: what its occasion may be called."""

    event: str
    names: tuple[str, ...]
    city: str
    country: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """An article and the one bilateral in it.

    `evidence`: sentences of which each proves it; `host` may be reported as well. `city`: where, as the article has it;
    `agenda`: matters to be discussed; `announcers`: who says so, each by a word of the name.
    """

    number: int
    title: str | None
    source: str
    body: str
    published: date
    people: tuple[Person, Person]
    day: date
    host: Host
    evidence: tuple[str, ...]
    past_cities: tuple[str, ...]
    city: str
    agenda: tuple[str, ...] = ()
    announcers: tuple[str, ...] = ()


def _person(row: str) -> Person:
    name, surname, country, code, adjective, capital, pronoun = row.split("|")
    return Person(
        name=name, surname=surname, country=country, code=code, adjective=adjective, capital=capital, pronoun=pronoun
    )


PAIRS: tuple[tuple[str, Person, Person], ...] = tuple(
    (office, _person(a), _person(b))
    for office, a, b in (
        ("president", "Njoroge Wachira|Wachira|Kenya|KE|Kenyan|Nairobi|he", "Corazon Villareal-Sy|Villareal-Sy|the Philippines|PH|Philippine|Manila|she"),
        ("prime minister", "Liesbeth Hoogendoorn|Hoogendoorn|the Netherlands|NL|Dutch|The Hague|she", "Haruto Kisaragi|Kisaragi|Japan|JP|Japanese|Tokyo|he"),
        ("foreign minister", "Thiago Vasconcelos-Brum|Vasconcelos-Brum|Brazil|BR|Brazilian|Brasília|he", "Zeynep Karadağlı|Karadağlı|Turkey|TR|Turkish|Ankara|she"),
        ("president", "Gaspard Lemercier|Lemercier|France|FR|French|Paris|he", "Olabisi Adewunmi|Adewunmi|Nigeria|NG|Nigerian|Abuja|she"),
        ("defence minister", "Imogen Tallis|Tallis|Australia|AU|Australian|Canberra|she", "Kamol Wichaidit|Wichaidit|Thailand|TH|Thai|Bangkok|he"),
        ("prime minister", "Laurent Beausoleil|Beausoleil|Canada|CA|Canadian|Ottawa|he", "Meenakshi Raghunathan|Raghunathan|India|IN|Indian|New Delhi|she"),
        ("president", "Seo Jae-hwan|Seo|South Korea|KR|South Korean|Seoul|he", "Catalina Errázuriz|Errázuriz|Chile|CL|Chilean|Santiago|she"),
        ("finance minister", "Wiebke Hansemann|Hansemann|Germany|DE|German|Berlin|she", "Octavio Rentería|Rentería|Mexico|MX|Mexican|Mexico City|he"),
        ("president", "Calvin Rutherford|Rutherford|the United States|US|U.S.|Washington|he", "Sri Wahyuni Hartono|Hartono|Indonesia|ID|Indonesian|Jakarta|she"),
        ("trade minister", "Tama Rangihuna|Rangihuna|New Zealand|NZ|New Zealand|Wellington|he", "Rosario Quispe-Medrano|Quispe-Medrano|Peru|PE|Peruvian|Lima|she"),
        ("prime minister", "Íñigo Arrizabalaga|Arrizabalaga|Spain|ES|Spanish|Madrid|he", "Salma Bennouna|Bennouna|Morocco|MA|Moroccan|Rabat|she"),
    )
)  # fmt: skip

HOSTS: tuple[Host, ...] = (
    Host(event="Group of 20 summit", names=("G20", "Group of 20"), city="Leipzig", country="Germany", code="DE"),
    Host(event="Commonwealth summit", names=("Commonwealth",), city="Gaborone", country="Botswana", code="BW"),
    Host(event="Munich Security Conference", names=("Munich Security Conference",), city="Munich", country="Germany", code="DE"),
    Host(event="Asia-Europe Meeting", names=("Asia-Europe Meeting",), city="Helsinki", country="Finland", code="FI"),
    Host(event="United Nations climate conference", names=("United Nations climate conference", "UN climate conference"), city="Montevideo", country="Uruguay", code="UY"),
    Host(event="World Water Forum", names=("World Water Forum",), city="Marrakesh", country="Morocco", code="MA"),
    Host(event="Indo-Pacific Trade Summit", names=("Indo-Pacific Trade Summit", "Indo-Pacific Trade"), city="Brisbane", country="Australia", code="AU"),
)  # fmt: skip

PAST = (("Oslo", 2024), ("Kigali", 2023), ("Lima", 2022), ("Tbilisi", 2024), ("Almaty", 2021))
MATTERS = (
    ("ship insurance", "the price of wheat", "two jailed reporters"),
    ("quantum computers", "stolen art", "a pipeline under the sea"),
    ("rare earths", "student visas", "a hotline between their armies"),
)
OUTLETS = (
    ("Meridian Daily", "Advertisement\n4 min read", "Read More: The Quiet Return of the Night Train", "— With assistance from Odile Prunier"),
    ("The Estuary Times", "This article is more than 2 months old", "Sign up for our newsletter", "© The Estuary Times"),
    ("Plateau News", "", "SEE ALSO: Ten gardens to visit this spring", "Share this article"),
    ("Quayside Review", "Listen to this story\n", "RELATED: How one port fed a nation", "(Adds comment of a spokesman in fourth paragraph)\n<div data-testid=\"card\"> <p>The finance secretary's words come after...</p></div>"),
)  # fmt: skip


def _title_case(office: str) -> str:
    return office.title()


def _with_office(office: str, person: Person) -> str:
    return f"{person.adjective} {_title_case(office)} {person.name}"


def _short_month(day: date) -> str:
    names = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
    return f"{names[day.month - 1]} {day.day}"


def _us_day(day: date) -> str:
    return f"{day:%B} {day.day}"


def _british_day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _weekday_day(day: date) -> str:
    return f"{day:%A}, {_us_day(day)}"


def _traps(number: int, office: str, a: Person, b: Person) -> str:
    """Three paragraphs about a past summit, a past trip and a coming election; none of it is announced."""
    city, year = PAST[number % len(PAST)]
    month = "March June September November".split()[number % 4]
    return (
        f"{a.surname} and {b.surname} last saw each other in {city} on {month} 9, {year}, at a summit that ended in a quarrel. "
        f"They shook hands and left by different doors.\n"
        f"{b.surname} visited {a.country} in {year - 3}, when {b.pronoun} met with farmers and was received by the {office} of the day.\n"
        f"{a.country[0].upper() + a.country[1:]} will elect a new parliament in {'April' if number % 2 else 'October'}, "
        f"and the vote makes it harder for {a.surname} to give way.\n"
    )


def _counterpart(
    number: int, office: str, a: Person, b: Person, day: date, host: Host
) -> tuple[str | None, str, tuple[str, ...]]:
    """The lead names both; the host event and its city stand two paragraphs further."""
    what = MATTERS[number % 3]
    lead = f"{_with_office(office, a)} will meet {a.possessive} {b.adjective} counterpart, {b.name}, on {_short_month(day)}, after months of cold messages between the two governments."
    confirm = f"{b.capital} confirmed that {b.surname} will travel to {host.city} to meet {a.surname}."
    text = (
        f"{lead}\n"
        f"{a.surname} is expected to raise {what[0]} and {what[1]}, officials in {a.capital} told reporters. No agreement is likely, they said.\n"
        f"The encounter takes place on the sidelines of next week's {host.event} in {host.city}, {host.country}. {confirm}\n"
    )
    return None, text, (lead, confirm)


def _fixed_for(
    number: int, office: str, a: Person, b: Person, day: date, host: Host
) -> tuple[str | None, str, tuple[str, ...]]:
    """A noun and a passive; the title has surnames only; the day with its weekday."""
    what = MATTERS[number % 3]
    title = f"{a.surname} and {b.surname} to meet in {host.city}"
    lead = f"A meeting between {_with_office(office, a)} and {_with_office(office, b)} has been set for {_weekday_day(day)}, in {host.city}, both governments announced."
    text = (
        f"{lead} It will be held on the margins of the {host.event}, which opens there on {day - timedelta(days=1):%A}.\n"
        f"“Nobody should expect a miracle,” a spokeswoman for {a.surname} said. {what[0].capitalize()}, {what[1]} and {what[2]} are on the list.\n"
    )
    return title, text, (lead, title)


def _would_travel(
    number: int, office: str, a: Person, b: Person, day: date, host: Host
) -> tuple[str | None, str, tuple[str, ...]]:
    """Reported speech: what a ministry said that somebody would do; British order of the day."""
    what = MATTERS[number % 3]
    told = (
        f"The foreign ministry in {b.capital} said on Thursday that {b.name}, the {b.adjective} {office}, would hold talks "
        f"with {_with_office(office, a)} in {host.city} on {_british_day(day)}."
    )
    text = (
        f"{told} The talks are part of the {host.event}, to which {host.country} has invited some 40 delegations.\n"
        f"{what[2].capitalize()} and {what[1]} will be discussed, according to two people familiar with the plans. Both spoke on condition of anonymity.\n"
        f"{a.capital} and {b.capital} have exchanged sharp notes since spring.\n"
    )
    return None, text, (told,)


def _two_of_them(
    number: int, office: str, a: Person, b: Person, day: date, host: Host
) -> tuple[str | None, str, tuple[str, ...]]:
    """The parties stand in one sentence, the meeting in another with "the two"."""
    what = MATTERS[number % 3]
    plural = f"{office}s"
    lead = f"{_with_office(office, a)} and the {office} of {b.country}, {b.name}, have not spoken since a quarrel about {what[0]}."
    meet = f"Now the two {plural} will sit down together in {host.city} on {_us_day(day)}, during the {host.event}."
    text = (
        f"{lead} {meet}\n"
        f"An aide to {b.surname} said that {what[1]} would come first and {what[2]} last. “They have a room, a table and two hours,” the aide said.\n"
    )
    return None, text, (meet,)


TEMPLATES = (_counterpart, _fixed_for, _would_travel, _two_of_them)


def variants(count: int = 32) -> Iterator[Variant]:
    """The first `count` variants; published on a Thursday or Friday, the meeting is on a day of the week after."""
    for number in range(count):
        office, a, b = PAIRS[number % len(PAIRS)]
        if number % 2:
            a, b = b, a
        host = HOSTS[(number * 3 + number // 7) % len(HOSTS)]
        month = (number * 5) % 12 + 1
        published = date(2026 + number % 4, month, 8)
        published += timedelta(days=(3 + number % 2 - published.weekday()) % 7)
        day = published + timedelta(days=7 - published.weekday() + 1 + number % 3)
        title, text, evidence = TEMPLATES[number % 4](number, office, a, b, day, host)
        outlet, banner, link, tail = OUTLETS[(number + number // 4) % len(OUTLETS)]
        traps = _traps(number, office, a, b).split("\n")
        body = f"{banner}{text}{link}\n{traps[0]}\n{traps[1]}\n{traps[2]}\n{tail}"
        yield Variant(
            number=number,
            title=title,
            source=outlet,
            body=body,
            published=published,
            people=(a, b),
            day=day,
            host=host,
            evidence=evidence,
            past_cities=(PAST[number % len(PAST)][0],),
            city=host.city,
        )


SPOKESPEOPLE = ("Ottilie Brakspear", "Renzo Cabañas", "Sunniva Halland", "Pádraig Tierney", "Mirembe Kato")


def long_variants(count: int = 22) -> Iterator[Variant]:
    """The first `count` articles by several hands: what one sentence tells of the meeting, no other repeats."""
    for number in range(count):
        office, a, b = PAIRS[number % len(PAIRS)]
        if number // len(PAIRS):
            a, b = b, a
        host = HOSTS[(number * 3 + number // 7) % len(HOSTS)]
        month = (number * 7) % 12 + 1
        published = date(2026 + number % 4, month, 10)
        published += timedelta(days=(4 - published.weekday()) % 7)
        day = published + timedelta(days=5)
        outlet, banner, link, tail = OUTLETS[(number + number // 4) % len(OUTLETS)]
        speaker = SPOKESPEOPLE[number % len(SPOKESPEOPLE)]
        first, second, third = MATTERS[number % 3]
        last = MATTERS[(number + 1) % 3][1]
        lead = f"{_with_office(office, a)} will sit down with {a.possessive} {b.adjective} counterpart, {b.name}, on {_short_month(day)}, the first conversation between the two in a year."
        where = f"The senior officials did not share where the {a.surname}-{b.surname} meeting would take place, saying only that it would be in the {host.city} area."
        confirm = f"{_of(b)} foreign ministry confirmed Friday that {b.surname} will travel to {host.city} {_short_month(day - timedelta(days=1))}-{(day + timedelta(days=2)).day} to meet with {a.surname} and attend {host.names[0]} meetings."
        city, year = PAST[number % len(PAST)]
        body = (
            f"{banner}{lead}\n"
            f"The long-anticipated meeting is intended to stabilize ties between the countries, affording {a.surname} and {b.surname} the opportunity to talk about issues affecting the relationship.\n"
            f"{a.surname} is expected to raise {first}, and discuss issues involving {second} and {third}, according to senior officials who briefed reporters Thursday on condition of anonymity.\n"
            f"{a.adjective} government spokesperson {speaker} said in a statement Friday that the two leaders would discuss how the countries can “manage competition and work together.”\n"
            f"“The two will have in-depth communication on issues of fundamental importance,” {_of(b)} Foreign Ministry said in a statement Friday.\n"
            f"The get-together comes on the sidelines of next week's {host.event} in {host.city}.\n"
            f"{where} {confirm[0].upper() + confirm[1:]}\n"
            f"{link}\n"
            f"{a.surname} and {b.surname} have not spoken since their last encounter at a summit in {city} on Nov. 14, {year}. That meeting lasted about three and a half hours.\n"
            f"{a.surname} will again underscore that message in {a.possessive} meeting with {b.surname}, the officials said.\n"
            f"{a.surname} and {b.surname} will also discuss {last}, which remains one of the main flashpoints in the relationship.\n"
            f"{tail}"
        )
        yield Variant(
            number=number,
            title=None,
            source=outlet,
            body=body,
            published=published,
            people=(a, b),
            day=day,
            host=host,
            evidence=(lead,),
            past_cities=(city,),
            city=host.city,
            agenda=(first, second, third, last),
            announcers=(speaker, b.country.removeprefix("the ")),
        )


def _of(person: Person) -> str:
    """ "Chile's", "the Netherlands'" at the head of a sentence or in it."""
    return person.country + ("'" if person.country.endswith("s") else "'s")
