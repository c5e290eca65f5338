#!/usr/bin/env python3
"""Writes the names that lists give to each party, for tools/train_letters.cc. Deterministic.

    tools/alias_sets.py FILE... > names.tsv

One line a name: party, tab, name. Files, told apart by their content (.xz is unpacked): OFAC's sdn.csv, alt.csv and
their cons_ forms; tables of ent_num, type_id, primary, name; the EU's XML 1.1; the UN's XML; the UK's ConList.csv; OpenSanctions' targets.simple.csv. Files of one
list that share numbers (sdn.csv and alt.csv) belong in one run, other lists in runs of their own: the same person on
two lists would count as two parties.
"""
import csv
import io
import lzma
import sys
import xml.etree.ElementTree as ElementTree


def read(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rb") as file:
        return file.read()


def local(tag):
    return tag.rsplit("}", 1)[-1]


def of_xml(data):
    root = ElementTree.fromstring(data)
    for entity in root.iter():
        kind = local(entity.tag)
        if kind == "sanctionEntity":
            for alias in entity:
                if local(alias.tag) == "nameAlias":
                    yield entity.get("logicalId"), alias.get("wholeName", "")
        elif kind in ("INDIVIDUAL", "ENTITY"):
            party = entity.findtext("DATAID")
            parts = [entity.findtext(p) or "" for p in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
            yield party, " ".join(p.strip() for p in parts if p.strip())
            for alias in entity:
                if local(alias.tag).endswith("_ALIAS"):
                    yield party, alias.findtext("ALIAS_NAME") or ""


def of_csv(text):
    if text.startswith("ent_num\t"):
        for line in text.splitlines()[1:]:
            fields = line.split("\t")
            if len(fields) == 4:
                yield fields[0], fields[3]
        return
    rows = list(csv.reader(io.StringIO(text)))
    if rows and rows[0] and rows[0][0] == "Last Updated":
        head = rows[1]
        group = head.index("Group ID")
        columns = [head.index("Name %d" % i) for i in (1, 2, 3, 4, 5, 6)]
        for row in rows[2:]:
            if len(row) == len(head):
                yield row[group], " ".join(row[c].strip() for c in columns if row[c].strip())
    elif rows and rows[0][:4] == ["id", "schema", "name", "aliases"]:
        for row in rows[1:]:
            for name in [row[2]] + row[3].split(";"):
                yield row[0], name
    else:
        for row in rows:
            if len(row) == 12:  # sdn.csv
                yield row[0], row[1]
            elif len(row) == 5:  # alt.csv
                yield row[0], row[3]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    out = set()
    for path in sys.argv[1:]:
        data = read(path)
        pairs = of_xml(data) if data.lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<" else of_csv(data.decode("utf-8", "replace"))
        for party, name in pairs:
            name = " ".join(name.split())
            if party and name and name != "-0-":
                out.add((party, name))
    for party, name in sorted(out):
        print(party, name, sep="\t")


if __name__ == "__main__":
    main()
