"""Italian in Russian letters: examples of the published rules, and of usage that follows them."""

from __future__ import annotations

import pytest

from forum.search.italian import transcribed

RULES = """
Ancona Анкона|Bologna Болонья|Modigliani Модильяни|Bari Бари|Corriere Коррьере|Cesare Чезаре|Nabucco Набукко
Lecce Лечче|Zanon Дзанон|Boccaccio Боккаччо|Gucci Гуччи|Cherubini Керубини|Chianti Кьянти|Chirico Кирико|Lucia Лучия
Ciociaria Чочария|Domodossola Домодоссола|Davide Давиде|Palermo Палермо|Raffaele Раффаэле|Enrico Энрико|Forli Форли
Filippo Филиппо|Guttuso Гуттузо|Germanetto Джерманетто|Messaggero Мессаджеро|Lamborghini Ламборгини|Agira Аджира
Giulio Джулио|Giorgione Джорджоне|Borgia Борджа|Chioggia Кьоджа|Fogli Фольи|Oglio Ольо|Agnana Аньяна|Guido Гвидо
Guarini Гварини|Sciacca Шакка|Sciascia Шаша|Schiavone Скьявоне|Bianchi Бьянки|Renzi Ренци|Franceschini Франческини
Togliatti Тольятти|Agnelli Аньелли|Zeffirelli Дзеффирелли|Bardazzi Бардацци|Azeglio Адзельо|Quirino Квирино
Barbieri Барбьери|Pietro Пьетро|Daniele Даниэле|Jacopo Якопо|Alberto Альберто|Mainardi Майнарди|Mattei Маттеи
Silvia Сильвия|Claudio Клаудио|Giorgio Джорджо|Beatrice Беатриче|Guglielmo Гульельмо|Niccolò Никколо|Tiziano Тициано
"""


@pytest.mark.parametrize("pair", RULES.replace("\n", "|").strip("|").split("|"))
def test_a_name_is_written_as_the_rules_say(pair: str) -> None:
    italian, russian = pair.split()
    assert transcribed(italian) == russian


@pytest.mark.parametrize(
    ("written", "expected"), [("ROSSI", "РОССИ"), ("rossi", "росси"), ("Rossi", "Росси"), ("", "")]
)
def test_capitals_stay(written: str, expected: str) -> None:
    assert transcribed(written) == expected
