"""Reads OFAC's legacy files and draws queries from them, the same for every engine.

Alterations are counted once: a typo is one letter changed, dropped, added or exchanged with its neighbour (never the
first of a word), in a word of four letters or more.
"""
import csv
import random

SCHEMAS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
KINDS = ("listed", "plain", "typo", "two typos", "reversed", "missing word")


def read(folder):
    """Entities as dicts: id, schema, name, aliases. Trims what the files pad with blanks."""
    def rows(name, columns):
        with open(f"{folder}/{name}.csv", encoding="utf-8", errors="replace", newline="") as file:
            return [[cell.strip() for cell in row] for row in csv.reader(file) if len(row) >= columns]
    parties = {}
    for row in rows("sdn", 3):
        parties[row[0]] = {"id": row[0], "schema": SCHEMAS.get(row[2], "Organization"), "name": row[1], "aliases": []}
    for row in rows("alt", 4):
        if row[0] in parties:
            parties[row[0]]["aliases"].append(row[3])
    return list(parties.values())


def turned(schema, name):
    """"HASAN, Ali" as "Ali HASAN"."""
    if schema != "Person" or "," not in name:
        return name
    last, first = name.split(",", 1)
    return f"{first.strip()} {last.strip()}"


def typo(rnd, name):
    words = name.split()
    places = [i for i, word in enumerate(words) if len(word) >= 4 and word.isascii() and word.isalpha()]
    if not places:
        return None
    at = rnd.choice(places)
    word = words[at]
    i = rnd.randrange(1, len(word) - 1)
    letter = rnd.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != word[i].lower()])
    words[at] = rnd.choice((word[:i] + letter + word[i + 1:], word[:i] + word[i + 1:], word[:i] + letter + word[i:],
                            word[:i] + word[i + 1] + word[i] + word[i + 2:]))
    return None if words[at] == word else " ".join(words)


def alter(rnd, kind, schema, name):
    """The altered name, or None where the name does not lend itself to it."""
    plain = turned(schema, name)
    words = plain.split()
    if kind == "listed":
        return name
    if kind == "plain":
        return plain
    if kind == "typo":
        return typo(rnd, plain)
    if kind == "two typos":
        once = typo(rnd, plain)
        return once and typo(rnd, once)
    if kind == "reversed":
        return " ".join(reversed(words)) if len(words) > 1 else None
    if kind == "missing word":
        if schema != "Person" or len(words) < 3:
            return None
        del words[rnd.randrange(1, len(words) - 1)]
        return " ".join(words)
    raise ValueError(kind)


def queries(parties, each, seed, clean):
    """`each` queries of every kind with their targets, then `each` clean names (people on no list) without."""
    rnd = random.Random(seed)
    out = []
    for kind in KINDS:
        count = 0
        while count < each:
            party = rnd.choice(parties)
            name = alter(rnd, kind, party["schema"], rnd.choice([party["name"]] + party["aliases"]))
            if not name:
                continue
            out.append({"query": len(out), "kind": kind, "schema": party["schema"], "name": name, "target": party["id"]})
            count += 1
    for name in rnd.sample(clean, min(each * 2, len(clean))):
        out.append({"query": len(out), "kind": "clean", "schema": "Person", "name": name, "target": ""})
    return out
