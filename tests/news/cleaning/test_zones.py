"""The zone of a dateline."""

import pytest

from wiredesk.news.cleaning.zones import dateline_zone


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("BEIJING", "Asia/Shanghai"),
        ("WASHINGTON", "America/New_York"),
        ("PARIS", "Europe/Paris"),
        ("PARIS, Texas", "America/Chicago"),
        ("KYIV, Ukraine", "Europe/Kyiv"),
        ("S\u00c3O PAULO", "America/Sao_Paulo"),
        ("WASHINGTON/BEIJING", "America/New_York"),
        ("NOWHERE AT ALL", None),
        ("", None),
    ],
)
def test_a_city_has_the_zone_of_its_clocks(place: str, zone: str | None):
    assert dateline_zone(place) == zone
