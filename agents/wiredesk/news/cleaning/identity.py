"""What an article is called: its id and the one form of its address.

In: what the producer and the page say. Out: an article_id that is the same for the same article, whoever brings it,
and the canonical URL. An id that is given is kept; else it is made from the canonical URL, else from source and text.
"""

import re
import uuid
from hashlib import blake2b
from urllib.parse import urldefrag, urljoin, urlsplit

from courlan import clean_url

from wiredesk.api import Reject
from wiredesk.news.cleaning.limits import MAX_ID_CHARACTERS, MAX_URL_CHARACTERS

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wiredesk")

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FRONT_PAGES = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home"})


def article_id(given: str | None, url: str | None, source: str | None, text: str) -> str:
    """The given id, else uuid5 of the canonical URL, else of source and text.

    Raises Reject("bad-article-id") for an id with control characters or longer than MAX_ID_CHARACTERS.
    """
    if given and (given := given.strip(" ")):
        if len(given) > MAX_ID_CHARACTERS or _UNSAFE.search(given):
            raise Reject(
                "bad-article-id",
                f"expected at most {MAX_ID_CHARACTERS} characters and no control characters, got {given[:80]!r}",
            )
        return given
    if url and urlsplit(url).path not in _FRONT_PAGES:
        return str(uuid.uuid5(NAMESPACE, url))
    return str(uuid.uuid5(NAMESPACE, f"{source or ''}\n{text}"))


def revision(text: str) -> str:
    """A hash of the text: 16 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def canonical_url(url: str | None, *, said: str | None = None) -> str | None:
    """The address without what only tracks the reader; None when it is not http or https.

    `said` is the canonical address that the page names. It is believed only within the same site and not for the
    front page: templates often name that in every article, which would make all of them one.
    """
    own = _clean(url)
    named = _clean(urljoin(own, said) if own and said else said)
    if not own:
        return named if named and not _is_front_page(named) else None
    if named and not _is_front_page(named) and _site(named) == _site(own):
        return named
    return own


def _clean(url: str | None) -> str | None:
    if not url or len(url) > MAX_URL_CHARACTERS or _UNSAFE.search(url):
        return None
    try:
        url, fragment = urldefrag(url.strip())  # a place on the page; "#!/a/1" is the page itself
        url = f"{url}#{fragment}" if fragment.startswith("!") else url
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        cleaned = clean_url(url)
        return str(cleaned) if cleaned and urlsplit(cleaned).hostname else None
    except (ValueError, TypeError, AttributeError):
        return None


def _is_front_page(url: str) -> bool:
    return urlsplit(url).path in _FRONT_PAGES and not urlsplit(url).query


def _site(url: str) -> str:
    """The last two labels of the host: near enough to tell another publisher from another edition."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
