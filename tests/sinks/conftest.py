import os
from collections.abc import Iterator

import pytest

from local_postgres import LocalPostgres, find_programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[LocalPostgres]:
    """A PostgreSQL server for this session."""
    if find_programs() is None:
        reason = "no PostgreSQL here (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    server = LocalPostgres()
    server.start()
    yield server
    server.stop()
    server.remove()
