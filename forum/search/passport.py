"""Russian in Latin letters as Russian passports have it since 2013.

Source: ICAO Doc 9303 «Machine Readable Travel Documents», part 3, section 6 B, transliteration of Cyrillic;
orders of the Federal Migration Service of Russia No. 320 of 15 October 2012 and of the Ministry of Foreign Affairs
No. 4271 of 29 March 2016.
"""

from __future__ import annotations

from forum.search.rewriting import rewriter, single_letters, table

TABLE = table(
    "абвгдеёжзийклмнопрстуфхцчшщыъэюя",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y ie e iu ia",
) | {"ь": ""}

passport = rewriter(single_letters(TABLE))
"""A word in small Cyrillic letters as in a passport: «щербаков» is shcherbakov; the soft sign is not written."""
