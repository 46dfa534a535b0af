"""How much of one article wiredesk takes. More than any news article has, little enough for one Kafka record."""

MAX_HTML_CHARACTERS = 8 * 1024 * 1024
"""The largest page of the 150 measured has 1.6 million; a page above this is a data dump, not an article."""

MAX_TEXT_CHARACTERS = 1024 * 1024
"""150,000 words. The longest court ruling or speech that is carried as one article has half of it."""

MAX_DEPTH = 2_000
"""Nested elements of a page. Real pages stay below 100; the recursive code of parsers fails at some thousands."""

MAX_ID_CHARACTERS = 500
"""Of an article_id, which is a Kafka key and a database key; a URL as id has 100 to 300."""

MAX_TITLE_CHARACTERS = 1_000
MAX_URL_CHARACTERS = 4_000
MAX_SOURCE_CHARACTERS = 200
