"""What a sentence speaks of: a mention is a stretch of words that names or describes someone.

Nothing is resolved here: "the
Russian president" stays a description, for `wiredesk.news.parties.cast` to tie to a name.
"""

from typing import Literal

from msgspec import Struct

HERE = "here"
"""Country of "the country's president": the place that the sentence names."""

SPOKEN_OF = "spoken of"
"""Name of a pronoun that the words leave out: "talks are planned with Chad" by the one whom the text speaks of."""

Kind = Literal[
    "person", "state", "city", "adjective", "government", "office", "body", "group", "both", "pronoun", "place"
]


class Mention(Struct, frozen=True):  # made in a fiftieth of the time that a frozen dataclass takes
    """Words [first, last) of a sentence.

    `kind`: "state" and "city" may be a government or only a place; "adjective" is a bare "Russian"; "government" is a
    state's officials; "office" is an office-holder without a name ("the Russian president", "his counterpart");
    "both" is "the two leaders". `name` is the lexicon's name where it has one, else the words. `owner`: the mention
    is a possessor ("Obama's"). `weak`: a capitalised word that is a person only if the article names such a one.
    """

    first: int
    last: int
    kind: Kind
    name: str
    country: str | None = None
    role: str | None = None
    entity: str | None = None
    plural: bool = False
    owner: bool = False
    weak: bool = False
    honorific: str | None = None
