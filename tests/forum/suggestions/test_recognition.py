"""Which concepts are recognised in what people write, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.suggestions.recognition import MOST_LETTERS, recognised
from forum.suggestions.vocabulary import vocabulary

SAID = [
    # machine building
    ("un tornio parallelo", "lathes"), ("revisione di torni", "lathes"), ("tornitura conto terzi", "lathes"),
    ("токарные станки", "lathes"), ("парк токарных станков", "lathes"), ("с токарной обработкой", "lathes"),
    ("macchine utensili", "machine_tools"), ("una macchina utensile", "machine_tools"),
    ("станкам", "machine_tools"), ("новый станок", "machine_tools"), ("станкостроение", "machine_tools"),
    ("CNC a 5 assi", "machining_centres"), ("centri di lavoro", "machining_centres"),
    ("обрабатывающими центрами", "machining_centres"), ("обработкой металлов резанием", "machining"),
    ("macchine a controllo numerico", "cnc"), ("станков с ЧПУ", "cnc"), ("ЧПУ Siemens", "cnc"),
    ("mandrini e elettromandrini", "spindles"), ("шпинделей", "spindles"),
    ("fonderie di ghisa", "foundry"), ("pressofusione", "foundry"), ("литьём", "foundry"),
    ("чугунное литьё по чертежам", "foundry"), ("отливок из стали", "foundry"), ("литейный цех", "foundry"),
    ("lavorazioni meccaniche di precisione", "machining"), ("механической обработки", "machining"),
    ("металлообработка", "machining"), ("carpenterie certificate", "metal_structures"),
    ("металлоконструкций", "metal_structures"), ("saldature", "welding"), ("сварочное оборудование", "welding"),
    ("celle robotizzate", "robots"), ("роботизированные ячейки", "robots"), ("промышленных роботов", "robots"),
    ("поставщики автоматизации", "automation"), ("l’automazione", "automation"), ("all'automazione", "automation"),
    ("ricambi originali", "spare_parts"), ("запасные части", "spare_parts"), ("запчастей", "spare_parts"),
    ("parti di ricambio", "spare_parts"), ("ammodernamento di impianti", "modernisation"),
    ("модернизацию линии", "modernisation"), ("tenute meccaniche", "seals"), ("торцевых уплотнений", "seals"),
    ("ПРЕСС-ФОРМ", "moulds"), ("stampi per plastica", "moulds"), ("assemblaggio", "assembly"),
    ("открыть сборку", "assembly"), ("installatori", "installation"), ("шеф-монтаж", "installation"),
    ("пуско-наладка", "installation"), ("manutenzioni programmate", "maintenance"),
    ("техническое обслуживание", "maintenance"), ("ремонтов", "repair"), ("сервисный центр", "service"),
    ("stampa 3D", "additive"), ("3D-печать", "additive"), ("подшипников", "bearings"),
    ("cuscinetti a sfera", "bearings"),
    ("macchine tessili", "textile_machinery"), ("ткацких станков", "textile_machinery"),
    ("macchine agricole", "agricultural_machinery"), ("сельхозтехнике", "agricultural_machinery"),
    ("confezionatrici", "packaging_machinery"), ("упаковочное оборудование", "packaging_machinery"),
    # energy
    ("impianti fotovoltaici", "solar"), ("солнечных панелей", "solar"), ("parchi eolici", "wind"),
    ("измерения ветра", "wind"), ("ветроустановками", "wind"), ("лопастей", "blades"),
    ("caldaie a cippato", "boilers"), ("котлов", "boilers"), ("котёл", "boilers"), ("cippato", "pellets"),
    ("пеллеты", "pellets"), ("scarti di legno", "wood_waste"), ("древесных отходов", "wood_waste"),
    ("переработку биомассы", "biomass"), ("accumulo", "storage"), ("накопителей", "storage"),
    ("efficienza energetica", "energy_efficiency"), ("энергосбережением", "energy_efficiency"),
    ("pompe di calore", "heat_pumps"), ("тепловых насосов", "heat_pumps"), ("galleria del vento", "wind_tunnel"),
    ("в аэродинамической трубе", "wind_tunnel"), ("автономных систем", "off_grid"), ("idrogeno verde", "hydrogen"),
    # oil and gas
    ("Oil & Gas", "oil_gas"), ("нефтегазовой отрасли", "oil_gas"), ("нефти", "oil_gas"),
    ("valvola", "valves"), ("клапаны", "valves"), ("запорной арматуры", "valves"), ("задвижек", "valves"),
    ("valvole a sfera", "ball_valves"), ("шаровой кран", "ball_valves"), ("кранов шаровых", "ball_valves"),
    ("pompe centrifughe", "pumps"), ("насосов", "pumps"), ("насосные станции", "pumping_stations"),
    ("compressore", "compressors"), ("компрессорный сервис", "compressors"), ("расходомеров", "flow_meters"),
    ("узлов учёта", "flow_meters"), ("basse temperature", "cold_climate"), ("низким температурам", "cold_climate"),
    ("инжиниринговый центр", "engineering"), ("società di ingegneria", "engineering"),
    # fashion
    ("borse di pelle", "leather_goods"), ("piccola pelletteria", "leather_goods"), ("кожгалантерея", "leather_goods"),
    ("сумок", "leather_goods"), ("pellami", "leather"), ("кожей", "leather"), ("кожевенный завод", "leather"),
    ("maglifici", "knitwear"), ("maglieria", "knitwear"), ("трикотажем", "knitwear"), ("вязальный цех", "knitwear"),
    ("calzaturificio", "shoes"), ("scarpe", "shoes"), ("обувная фабрика", "shoes"), ("ботинок", "shoes"),
    ("suole", "soles"), ("литьё подошвы", "soles"), ("колодок", "shoe_lasts"), ("forme da scarpe", "shoe_lasts"),
    ("filati pettinati", "yarns"), ("пряжей", "yarns"), ("прядильная фабрика", "yarns"), ("lana rigenerata", "wool"),
    ("шерстяных", "wool"), ("lino greggio", "linen"), ("льняные ткани", "linen"), ("ивановский лён", "linen"),
    ("хлопчатобумажный", "cotton"), ("seta", "silk"), ("шёлка", "silk"), ("кашемировый", "cashmere"),
    ("tessiture", "weaving"), ("ткацкий цех", "weaving"), ("тканей", "fabrics"), ("tessuti", "fabrics"),
    ("отделка тканей", "finishing"), ("nobilitazione", "finishing"), ("giovani stilisti", "designers"),
    ("молодых дизайнеров", "designers"), ("модельеры", "designers"), ("пошив", "sewing"),
    ("швейной фабрики", "sewing"),
    ("produzione per conto terzi", "contract_manufacturing"), ("субподрядчиков", "contract_manufacturing"),
    ("фурнитуру", "trimmings"), ("bottoni", "trimmings"), ("совместной коллекции", "joint_collections"),
    # food and wine
    ("vini toscani", "wine"), ("винодельня", "wine"), ("винам", "wine"), ("cantine", "wine"),
    ("formaggi", "dairy"), ("сыров", "dairy"), ("молочная продукция", "dairy"), ("olio d’oliva", "olive_oil"),
    ("оливковое масло", "olive_oil"), ("olio extravergine", "olive_oil"), ("salumi", "meat"),
    ("мясокомбинат", "meat"),
    ("caffè", "coffee"), ("кофейных", "coffee"), ("пшеницы", "cereals"), ("serre", "greenhouses"),
    # services and institutions
    ("camere di commercio russe", "chamber"), ("торговые палаты", "chamber"), ("ТПП", "chamber"),
    ("Торгово-промышленная палата", "chamber"), ("enti fieristici", "fair"), ("итальянских выставок", "fair"),
    ("padiglioni collettivi", "exhibition_space"), ("национальные экспозиции", "exhibition_space"),
    ("università", "university"), ("atenei", "university"), ("вузов", "university"),
    ("parchi tecnologici", "technology_park"), ("технопарком", "technology_park"),
    ("banche russe corrispondenti", "correspondent_banks"), ("банки-корреспонденты", "correspondent_banks"),
    ("аккредитивов", "letters_of_credit"), ("crediti documentari", "letters_of_credit"), ("leasing", "leasing"),
    ("лизинга", "leasing"), ("рассрочкой платежа", "deferred_payment"), ("assicurazioni", "insurance"),
    ("страховая компания", "insurance"), ("certificazione EAC", "certification"), ("сертификацией", "certification"),
    ("certificati d’origine", "origin_certificates"), ("dogane", "customs"), ("растаможки", "customs"),
    ("logistica", "logistics"), ("грузоперевозки", "logistics"), ("складов", "warehouses"),
    ("magazzini", "warehouses"),
    ("distributori", "distribution"), ("партнёр по сбыту", "distribution"), ("agenti di vendita", "agents"),
    ("дилеров", "agents"), ("negozi multimarca", "retail"), ("выход на российские сети", "retail"),
    ("торговых сетей", "retail"), ("e-commerce", "e_commerce"), ("интернет-магазин", "e_commerce"),
    ("dottorati congiunti", "joint_degrees"), ("совместные магистерские программы", "joint_degrees"),
    ("обмена студентами", "student_exchange"), ("trasferimento tecnologico", "technology_transfer"),
    ("joint venture", "joint_production"), ("совместного производства", "joint_production"),
    ("отраслевые миссии", "missions"), ("distretti", "districts"), ("кластерами", "districts"),
    ("formazione degli operatori", "training"), ("обучением", "training"), ("стажировки", "internships"),
    ("investitori", "investors"), ("инвесторам", "investors"), ("налоговые льготы", "incentives"),
    ("производственные площадки", "industrial_sites"), ("capannoni", "industrial_sites"),
]  # fmt: skip

FALSE_FRIENDS = [
    ("informazioni sul forum", "training"), ("Pellegrini e figli", "leather"), ("pellet", "leather"),
    ("Pelletterie Marchetti", "pellets"), ("кожухотрубный теплообменник", "leather"), ("винты и гайки", "wine"),
    ("пряжки для ремней", "yarns"), ("ветеринарные клиники", "wind"), ("eventi e convegni", "wind"),
    ("Швейцария", "sewing"), ("Бельгия", "underwear"), ("механика", "furs"), ("сырьё", "dairy"), ("сырой", "dairy"),
    ("газета", "gas"), ("станция метро", "machine_tools"), ("банкет", "bank"), ("il suolo agricolo", "soles"),
    ("мостовой кран", "ball_valves"), ("тормозные колодки", "shoe_lasts"), ("assicurare la qualità", "insurance"),
    ("fatto su misura", "metrology"), ("складной стол", "warehouses"), ("связь с регионами", "telecom"),
    ("погрузка на площадке заказчика", "industrial_sites"), ("аудитория юга России", "accounting"),
    ("Российская Федерация", "association"), ("Federazione Russa", "association"),
    ("Европейский союз", "association"),
    ("Unione europea", "association"), ("negoziati", "retail"),
    ("borsa di studio", "joint_degrees"), ("conservazione", "fruit_vegetables"), ("telefonia mobile", "furniture"),
    ("confezionamento", "sewing"), ("fusioni e acquisizioni", "foundry"), ("пресса и телевидение", "presses"),
    ("ветераны", "wind"), ("модель", "fashion"), ("модули", "fashion"), ("Ленинградская область", "linen"),
    ("лента", "linen"), ("масляный насос", "olive_oil"), ("pompelmo", "pumps"), ("Pompei", "pumps"),
    ("scarpata", "shoes"), ("batteriologia", "storage"), ("котлован", "boilers"),
    ("магазинный", "warehouses"), ("торговая марка", "chamber"),
    ("sconto", "contract_manufacturing"), ("macchine e utensili", "machine_tools"),
    ("macchine, utensili", "machine_tools"), ("vetrina", "glass"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "concept"), SAID)
def test_said(text: str, concept: str) -> None:
    assert concept in recognised(text).concepts


@pytest.mark.parametrize(("text", "concept"), FALSE_FRIENDS)
def test_not_said(text: str, concept: str) -> None:
    assert concept in vocabulary()
    assert concept not in recognised(text).concepts


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("pompe di calore", ("heat_pumps",)),
        ("насосные станции, насосы", ("pumping_stations", "pumps")),
        ("станки с ЧПУ", ("cnc",)),
        ("macchine per la maglieria", ("textile_machinery",)),
        ("certificati d'origine", ("origin_certificates",)),
    ],
)
def test_what_fits_with_more_words_is_meant(text: str, concepts: tuple[str, ...]) -> None:
    assert recognised(text).concepts == concepts


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("pelle per calzature, borse", ("leather", "leather_goods")),
        ("кожа для обуви", ("leather",)),
        ("consulenza per la certificazione", ("consulting", "certification")),
        ("impianti per la lavorazione del legno", ("woodworking",)),
        ("Итальянские университеты для обмена студентами", ("university", "student_exchange")),
        ("produzione per conto terzi", ("contract_manufacturing",)),
    ],
)
def test_what_something_is_for_is_not_told_where_it_has_a_name(text: str, concepts: tuple[str, ...]) -> None:
    assert recognised(text).concepts == concepts


def test_what_belongs_to_no_concept_is_left() -> None:
    assert recognised("Catalizzatori e pompe Grundfos, 12 anni").others == (
        "catalizzatori", "e", "grundfos", "12", "anni",
    )  # fmt: skip


def test_a_letter_of_the_other_alphabet_does_no_harm() -> None:
    assert recognised("насоcы").concepts == ("pumps",)


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    known = vocabulary()
    found = recognised(text)
    assert all(concept in known for concept in found.concepts)
    assert len(set(found.concepts)) == len(found.concepts)


@given(st.lists(st.sampled_from(["valvole", "насосы", "torni", "кожа", "leasing"]), unique=True))
def test_the_order_is_that_of_the_text(said: list[str]) -> None:
    known = {
        "valvole": "valves",
        "насосы": "pumps",
        "torni": "lathes",
        "кожа": "leather",
        "leasing": "leasing",
    }
    assert recognised(", ".join(said)).concepts == tuple(known[word] for word in said)


def test_a_long_text_is_read_so_far_only() -> None:
    assert recognised("x " * (MOST_LETTERS // 2) + "pompe").concepts == ()
