"""The language of a text."""

import pytest

from wiredesk.news.cleaning import languages
from wiredesk.news.cleaning.languages import find_language, language_code

ENGLISH = "The foreign ministers of both countries will meet in Geneva on Tuesday to discuss the grain corridor."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        ("Los ministros de Asuntos Exteriores se reunir\u00e1n el martes en Ginebra para hablar del corredor.", "es"),
        (
            "Les ministres des Affaires \u00e9trang\u00e8res se rencontreront mardi \u00e0 Gen\u00e8ve pour parler du corridor.",
            "fr",
        ),
        (
            "\u041c\u0438\u043d\u0438\u0441\u0442\u0440\u044b \u0438\u043d\u043e\u0441\u0442\u0440\u0430\u043d\u043d\u044b\u0445 \u0434\u0435\u043b \u0432\u0441\u0442\u0440\u0435\u0442\u044f\u0442\u0441\u044f \u0432\u043e \u0432\u0442\u043e\u0440\u043d\u0438\u043a \u0432 \u0416\u0435\u043d\u0435\u0432\u0435.",
            "ru",
        ),
        (
            "\u4e24\u56fd\u5916\u957f\u5c06\u4e8e\u5468\u4e8c\u5728\u65e5\u5185\u74e6\u4f1a\u665f\uff0c\u8ba8\u8bba\u7cae\u98df\u8d70\u5eca\u95ee\u9898\u548c\u8fb9\u5883\u5f00\u653e\u95ee\u9898\u3002",
            "zh",
        ),
    ],
)
def test_running_text_tells_its_language(text: str, code: str):
    language = find_language(text)
    assert (language.code, language.doubtful) == (code, False)


def test_a_short_english_headline_is_english():
    assert find_language("Ministers meet Tuesday in Geneva for talks").code == "en"


def test_running_text_wins_over_a_wrong_hint():
    assert find_language(ENGLISH, "fr").code == "en"


def test_a_few_letters_take_the_hint_and_without_it_stay_unknown():
    assert find_language("NATO", "en-GB").code == "en"
    assert find_language("NATO").code is None
    assert find_language("NATO").doubtful


@pytest.mark.parametrize(
    ("name", "code"), [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("english", None), ("", None), (None, None)]
)
def test_a_language_tag_begins_with_its_code(name: str | None, code: str | None):
    assert language_code(name) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "De ministers komen dinsdag bijeen in Den Haag om te praten over de grens; dat was het plan, zegt er een.",
            "nl",
        ),
        (
            "Ministrene m\u00f8des i Oslo p\u00e5 torsdag for at tale om fiskeri, og de har sagt at det er en god id\u00e9.",
            "da",
        ),
        (
            "Die ministers sal Dinsdag in Kaapstad vergader om oor handel te praat, en dit was hulle wens, is ges\u00ea.",
            "af",
        ),
        ("Die Minister treffen sich am Dienstag in Wien; das war der Plan, und so will man in Berlin verfahren.", "de"),
        ("Para menteri akan bertemu di Jakarta pada hari Selasa untuk membahas perdagangan dan keamanan laut.", "id"),
        (
            "Bydd y gweinidogion yn cyfarfod yng Nghaerdydd ddydd Mawrth i drafod y cytundeb, meddai hi ar y radio.",
            "cy",
        ),
    ],
)
def test_the_neighbours_of_english_are_not_taken_for_it(text: str, code: str):
    assert find_language(text).code == code


def test_a_text_that_quotes_english_stays_what_it_is():
    text = (
        "La ministra dijo que el acuerdo est\u00e1 cerca y que las partes se reunir\u00e1n el lunes en Quito para firmarlo. "
        "\u00abThe end of the talks\u00bb, titul\u00f3 un diario, aunque nadie en la capital lo confirma por ahora."
    )
    assert find_language(text).code == "es"


def test_english_is_told_without_the_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("the model was asked"))
    assert find_language(ENGLISH + " The talks were postponed by a week at the request of both.").code == "en"
