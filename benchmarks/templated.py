# ruff: noqa: E501 - a report line is a line
"""Reports by a template: the same sentences, other figures and days. No two of them are copies of one another.

In: a seed. Out: pairs of reports, each pair by one of TEMPLATES, of two days within a week, all figures drawn anew.
The wording is invented in the manner of the agencies' daily market, weather, traffic and sport reports.

    python benchmarks/templated.py [--pairs 5] [--seed 3]      prints {"a", "b"} lines
"""

import argparse
import json
import random
import sys
from datetime import date, timedelta

TEMPLATES = (
    """Gold prices {moved} on {weekday} as the dollar {other} against major currencies.
Spot gold was {up} {pct} percent at ${big} an ounce by {hour} GMT, after touching ${big2} earlier in the session.
U.S. gold futures for {month} delivery settled {up} {pct2} percent at ${big3}.
The metal is on course for a weekly {gain} of {pct3} percent.
Bullion is often bought as a hedge against inflation and political risk.
"The market is waiting for the central bank," said a trader in Zurich.
Silver {moved} {pct4} percent to ${small} an ounce, while platinum was {up} {pct5} percent at ${mid}.
Holdings of the largest gold-backed fund stood at {tonnes} tonnes on {weekday0}.""",
    """Copper {moved} on {weekday}, with investors weighing supply from South American mines against demand in Asia.
Three-month copper on the metals exchange closed {up} {pct} percent at ${big} a tonne.
Stocks in registered warehouses {other} by {thousand} tonnes to {tonnes2} tonnes, data showed.
Aluminium ended at ${mid}, zinc at ${mid2} and lead at ${mid3} a tonne.
The premium for cash metal over the three-month contract was ${small} a tonne.
Analysts expect the market to show a small deficit this year.""",
    """Stocks in the capital {moved} on {weekday}, led by banks and builders.
The main index closed {up} {pct} percent at {big} points in turnover of {mid} million crowns.
Of {count} shares traded, {count2} rose and {count3} fell.
The blue-chip gauge has {other} {pct2} percent since the start of the year.
Dealers said foreign funds were net {buyers} for the {ordinal} session running.
The currency was quoted at {small} to the dollar, compared with {small2} late on {weekday0}.""",
    """The benchmark crude contract was {up} {cents} cents at ${small} a barrel at {hour} GMT on {weekday}.
It had {other} {pct} percent in the previous session.
Inventories {moved} by {million} million barrels in the week to {month} {day}, the industry group said in its weekly report.
Analysts polled by the agency had expected a change of {million2} million barrels.
Petrol stocks came to {mid} million barrels and refinery runs to {pct90} percent of capacity.
Official figures are due at {hour2} GMT on {weekday}.""",
    """The central bank set the midpoint of the yuan at {small} per dollar on {weekday}, compared with the previous fix of {small2}.
In the spot market the currency opened at {small3} and was changing hands at {small4} at midday.
The spot rate is allowed to trade in a band of 2 percent on either side of the midpoint.
The bank drained {count} billion yuan through reverse repurchase agreements with a tenor of seven days.
The overnight rate stood at {pct} percent.""",
    """{count} people were treated in hospital on {weekday} as temperatures in the valley reached {deg} degrees Celsius, the weather service said.
It was the {ordinal} day in a row above {deg2} degrees.
The service expects a high of {deg3} degrees and a low of {deg4} on {weekday1}, with winds of {pct90} kilometres an hour.
Residents were asked to stay indoors between noon and four in the afternoon, to drink water and to look after elderly neighbours.
The reservoir that feeds the city was {pct91} percent full.""",
    """Lean hog futures on the exchange finished {moved2} on {weekday}, traders said.
{month} hogs ended {cents} cents {lower} at {small} cents per pound, and the following month {cents2} cents {lower} at {small2} cents.
Live cattle for {month} closed at {small3} cents, {up} {cents3} cents.
The government estimated the day's slaughter at {thousand} head of cattle and {thousand2} hogs.
Packers paid ${small4} per hundredweight on average, {up} ${one} from {weekday0}.
Feeder cattle followed the live market.""",
    """The rate on the three-month interbank loan was fixed at {pct} percent on {weekday} against {pct2} percent on {weekday0}.
The six-month rate was at {pct3} percent and the one-year rate at {pct4} percent.
Banks borrowed {count} million euros overnight and left {mid} million euros on deposit.""",
)


def make_report(template: str, day: date, chance: random.Random) -> str:
    """The report of one day."""

    def number(low: float, high: float, places: int = 2) -> str:
        return f"{chance.uniform(low, high):,.{places}f}"

    values = {
        "weekday": f"{day:%A}",
        "weekday0": f"{day - timedelta(1):%A}",
        "weekday1": f"{day + timedelta(1):%A}",
        "month": chance.choice([f"{day:%B}", f"{day + timedelta(40):%B}"]),
        "day": str(day.day),
        "hour": f"{chance.randint(0, 23):02}{chance.randint(0, 59):02}",
        "hour2": f"{chance.randint(0, 23):02}30",
        "ordinal": chance.choice(["second", "third", "fourth", "fifth", "sixth", "seventh"]),
        "moved": chance.choice(["rose", "fell", "edged up", "slipped", "were little changed"]),
        "moved2": chance.choice(["higher", "lower", "mixed"]),
        "other": chance.choice(["firmed", "eased", "gained", "weakened"]),
        "up": chance.choice(["up", "down"]),
        "gain": chance.choice(["gain", "loss"]),
        "lower": chance.choice(["lower", "higher"]),
        "buyers": chance.choice(["buyers", "sellers"]),
        "cents": str(chance.randint(2, 95)),
        "cents2": str(chance.randint(2, 95)),
        "cents3": str(chance.randint(2, 95)),
        "pct90": str(chance.randint(20, 99)),
        "pct91": str(chance.randint(20, 99)),
        "tonnes": number(700, 1300),
        "tonnes2": f"{chance.randint(90_000, 400_000):,}",
        "one": number(0.1, 3),
        **{f"pct{n}": number(0.1, 4.9, chance.choice([1, 2])) for n in ("", 2, 3, 4, 5)},
        **{f"big{n}": number(1_000, 9_900) for n in ("", 2, 3)},
        **{f"mid{n}": number(400, 2_900, 0) for n in ("", 2, 3)},
        **{f"small{n}": number(5, 120) for n in ("", 2, 3, 4)},
        **{f"count{n}": str(chance.randint(11, 420)) for n in ("", 2, 3)},
        **{f"thousand{n}": f"{chance.randint(1, 480)},000" for n in ("", 2)},
        **{f"million{n}": number(0.1, 9, 1) for n in ("", 2)},
        **{f"deg{n}": str(chance.randint(20, 48)) for n in ("", 2, 3, 4)},
    }
    return template.format(**values)


def make_pairs(count: int, *, seed: int = 3) -> list[tuple[str, str]]:
    """Pairs of reports by one template, one to seven days apart."""
    chance = random.Random(seed)
    pairs = []
    for n in range(count):
        template = TEMPLATES[n % len(TEMPLATES)]
        day = date(2026, 1, 5) + timedelta(chance.randint(0, 300))
        later = day + timedelta(chance.randint(1, 7))
        pairs.append((make_report(template, day, chance), make_report(template, later, chance)))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=3)
    chosen = parser.parse_args()
    for a, b in make_pairs(chosen.pairs, seed=chosen.seed):
        sys.stdout.write(json.dumps({"a": a, "b": b}) + "\n")


if __name__ == "__main__":
    main()
