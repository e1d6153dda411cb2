"""What is printed: badges, table cards, agendas, the tables of the Meeting Point, bus lists.

    records + words  ->  facts (plain texts)  ->  a PDF
    badges, cards, agendas, hall, buses   facts   drawing/

The first step takes place where the words are, the second in a process of its own (`forum.apart`): drawing takes
seconds, and its libraries would stay in the bot's memory for good.
"""
