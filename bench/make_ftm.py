#!/usr/bin/env python3
"""Writes invented FollowTheMoney entities as JSON lines: make_ftm.py COUNT [SEED] > entities.ftm.json

People, companies and vessels with aliases, dates and identifiers in about the shares of a large sanctions and register
export: 2.1 names an entity, a quarter with an identifier, every tenth with a Sanction. Same count and seed, same bytes.
"""
import json
import random
import sys

SYLLABLES = ("ka ro mi ta le vo sha nu di ber gan pol zor el chi mar tov len sk an ush ri ya do fen lau qui bo ras "
             "jin hua wei tam our had ibn sal esh gor vik nor dal tri ven").split()
FORMS = ["LLC", "OOO", "Ltd", "GmbH", "JSC", "Holding", "Trading", "S.A."]


def word(draw):
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.choice((2, 2, 3, 3, 4)))).capitalize()


def main():
    count = int(sys.argv[1])
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    common = [word(draw) for _ in range(4000)]
    # Few words in many names and many words in few, as in life.
    pick = lambda: common[min(int(draw.paretovariate(0.7)), 10**6) % 4000] if draw.random() < 0.6 else word(draw)
    out = sys.stdout
    for number in range(count):
        kind = draw.random()
        schema = "Person" if kind < 0.5 else "Company" if kind < 0.95 else "Vessel"
        size = 3 if schema == "Person" else draw.choice((1, 2, 2, 3))
        name = lambda: " ".join(pick() for _ in range(size)) + ("" if schema != "Company" else " " + draw.choice(FORMS))
        properties = {"name": [name()]}
        aliases = [name() for _ in range(draw.choice((0, 0, 1, 1, 2, 3)))]
        if aliases:
            properties["alias"] = aliases
        properties["country"] = [draw.choice(("ru", "cn", "ir", "by", "ae", "tr", "cy", "us"))]
        if schema == "Person" and draw.random() < 0.6:
            properties["birthDate"] = ["%d-%02d-%02d" % (draw.randint(1940, 2004), draw.randint(1, 12), draw.randint(1, 28))]
        if draw.random() < 0.25:
            field = {"Person": "passportNumber", "Company": "registrationNumber", "Vessel": "mmsi"}[schema]
            properties[field] = [str(draw.randint(10**8, 10**9 - 1))]
        ident = "inv-%08d" % number
        line = {"id": ident, "schema": schema, "datasets": ["invented"], "properties": properties}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        if draw.random() < 0.1:
            sanction = {"entity": [ident], "program": ["INVENTED-%d" % draw.randint(1, 40)], "startDate": ["2022-03-01"]}
            out.write(json.dumps({"id": "inv-s-%08d" % number, "schema": "Sanction", "datasets": ["invented"],
                                  "properties": sanction}) + "\n")


main()
