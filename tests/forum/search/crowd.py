"""A crowd of plausible Italians and Russians among whom somebody is sought: many share names or nearly do."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

from storage.search import Found

_GIVEN_IT = """
Marco Paolo Luca Andrea Giuseppe Giovanni Antonio Francesco Alessandro Matteo Lorenzo Stefano Roberto
Davide Federico Riccardo Simone Giorgio Fabio Massimo Claudio Sergio Enrico Carlo Vincenzo Giulia Maria
Anna Chiara Francesca Sara Laura Elena Valentina Silvia Paola Federica Martina Giorgia Alessandra Elisa
Lucia Cristina Ilaria Beatrice Michela Barbara Raffaella Caterina
"""
_GIVEN_RU_M = """
Александр Сергей Дмитрий Андрей Алексей Иван Михаил Николай Владимир Евгений Павел Константин Игорь Олег
Роман Максим Денис Артём Виктор Юрий Анатолий Пётр Фёдор Руслан Тимур Ильдар Вячеслав Григорий Антон
Кирилл Станислав Вадим Валерий Геннадий Эдуард Ренат
"""
_GIVEN_RU_F = """
Елена Ольга Наталья Татьяна Ирина Светлана Анна Мария Екатерина Юлия Людмила Марина Галина Надежда Оксана
Дарья Анастасия Ксения Вера Лариса Евгения Алёна Айгуль Гульнара Лилия Софья Яна Жанна
"""
_ROOTS_IT = """
Albert Ange Bald Bald Ball Barb Bard Bart Bass Batt Bell Ben Bern Bert Bian Bol Bon Bor Bos Bran Brun Cald
Camp Cann Capp Car Cast Cat Cav Ced Cer Chia Chian Cian Cic Col Cont Cor Cost Cres Cris Dan Don Fab Falc
Farn Fav Ferr Fil Fior Font Form Fos Franc Franz Gall Gard Gasp Gen Gent Ghel Gher Ghis Gia Giac Gian Gigl
Gior Giul Gran Grass Guad Gual Guer Guid Lamb Land Lazz Leon Lomb Lor Luc Mag Magn Mal Man Marc Mart Mas
Mazz Mel Mich Mil Mon Mont Mor Mosc Mur Nan Nat Neg Nic Oliv Orl Pac Pad Pagl Pal Pan Par Pasq Pell Per
Pesc Piaz Pic Pier Pin Pis Pol Port Poz Quar Quer Rav Ric Rin Roc Rom Ros Rov Rugg Sal San Sart Sav Scag
Scar Schia Sciar Ser Sim Sol Spin Stef Tad Tes Tom Tor Tos Trev Ugol Val Van Vecch Ven Ver Vian Vign Vill
Vinc Visc Vit Zamb Zan Zap Zen Zucc
"""
_ENDS_IT = """
ini elli etti ucci acci oni ari ato ano ese one ella etta ino olo otti azzi izzi enti ardi aldi ieri iani
ussi accio aro ola oli era ini i o a
"""
_ROOTS_RU = """
Авдон Аксён Алекс Андр Антон Архип Бар Бел Берез Бобр Богдан Бор Быстр Вас Верет Веш Вин Влас Вор Гаврил
Гал Герас Глаз Гол Голуб Горд Горш Гриб Гус Дан Дем Дорон Дроб Дьяк Евс Елис Емел Еф Жар Жил Жур Зав Зай
Зах Звер Зим Зуб Иг Иль Казак Калин Кам Капуст Карп Кир Кис Клим Ков Козл Кол Кон Корн Корот Кос Котл Крав
Красн Крив Круг Кудр Куз Кул Курн Лав Лар Лаз Леб Лев Лип Лог Лук Лыс Люб Мак Мал Март Масл Матв Медв Мел
Мих Моис Мор Мос Мух Наз Наум Нест Ник Нов Ов Окун Оре Ос Остр Пан Пет Пир Плот Пол Пон Пот Прох Пуст Рог
Род Рощ Руд Рыб Рыж Ряб Сав Сам Сел Семён Серг Сид Сит Скор Смир Соб Сок Соп Степ Стрел Сух Тар Тер Тим
Тит Тих Тол Тр Тур Уш Фад Фед Фил Фом Фрол Хар Хох Цар Цвет Чеб Черк Черн Чиж Чист Шар Шев Шест Шир Шуб
Щег Щук Юд Юш Яков Ян Яш
"""
_ENDS_RU = """
ов ев ин еев ников цов чук енко ский ьев ёв ычев ушкин иков ович анов инов унов кин чев лов хин яев
"""
_FIRMS = """
Meccanica Tessile Energia Moda Costruzioni Impianti Pelletterie Automazioni Valvole Filati
"""
_WORKS = """
Станки Насосы Энергия Трикотаж Технологии Сервис Прогресс Машиностроение Химмаш Инжиниринг
"""
_ITALIANS = 0.6


def crowd(number: int, besides: Collection[str], seed: int = 1) -> Iterator[Found]:
    """So many delegates, numbered from 100,000; nobody has a surname of `besides` (small letters)."""
    chance = random.Random(seed)
    made = 0
    while made < number:
        italian = chance.random() < _ITALIANS
        surname = _italian(chance) if italian else _russian(chance)
        if surname.casefold() in besides:
            continue
        made += 1
        yield _delegate(100_000 + made, surname, chance, italian=italian)


def _one(chance: random.Random, words: str) -> str:
    return chance.choice(words.split())


def _italian(chance: random.Random) -> str:
    return _one(chance, _ROOTS_IT) + _one(chance, _ENDS_IT)


def _russian(chance: random.Random) -> str:
    return _one(chance, _ROOTS_RU) + _one(chance, _ENDS_RU)


def _delegate(number: int, surname: str, chance: random.Random, *, italian: bool) -> Found:
    if italian:
        name, firm = f"{_one(chance, _GIVEN_IT)} {surname}", f"{_one(chance, _FIRMS)} {_italian(chance)}"
        return Found(number, name, "", firm, "", "it", "Toscana", "company")
    woman = chance.random() < 0.4 and not surname.endswith(("ко", "чук", "ович"))
    given = _one(chance, _GIVEN_RU_F if woman else _GIVEN_RU_M)
    name = f"{given} {_feminine(surname) if woman else surname}"
    return Found(
        number,
        name,
        "",
        f"ООО «{_russian(chance)}ские {_one(chance, _WORKS)}»",
        "",
        "ru",
        "Пенза",
        "company",
    )


def _feminine(surname: str) -> str:
    return surname.removesuffix("ий") + "ая" if surname.endswith("ий") else surname + "а"
