import pytest

from wiredesk.news.parties.names import kind_of_run


@pytest.mark.parametrize(
    "name",
    [
        "Abdel Fattah al-Sayed",
        "Ursula von der Brandt",
        "Luiz Moreira da Costa",
        "Tamim bin Khalid al-Rashid",
        "Niamh O'Rourke",
        "Élise Dupont-Moreau",
        "Namgung Hyeon-ju",
        "Mark B. Holloway",
    ],
)
def test_a_name_is_cut_where_it_ends(mentions, name):
    assert [m.name for m in mentions(f"Then Foreign Minister {name} will meet them.") if m.kind == "person"] == [name]


def test_a_label_in_capitals_is_no_part_of_the_name_after_it(mentions):
    assert [m.name for m in mentions("WATCH Emma Lindqvist arrive") if m.kind == "person"] == ["Emma Lindqvist"]


def test_a_verb_with_a_capital_begins_no_name(mentions):
    assert [m.name for m in mentions("Lindqvist To Visit Emma Salo") if " " in m.name] == ["Emma Salo"]


def test_a_party_and_district_is_no_name(mentions):
    assert [m.name for m in mentions("Sen. Mark Holloway, R-Texas, spoke.") if m.kind == "person"] == ["Mark Holloway"]


@pytest.mark.parametrize(
    ("run", "kind"),
    [
        (["Amina", "Odhiambo"], None),
        (["Lakeside", "Forum"], "event"),
        (["Free", "Farmers", "Union"], "body"),
        (["Harbour", "Bridge"], "place"),
        (["ZNF"], "body"),
        (["GMT"], "event"),
    ],
)
def test_a_run_is_what_its_head_says(run, kind):
    assert kind_of_run(run) == kind
