#!/usr/bin/env python3
"""Makes files of the size of whole lists, for formats of which only a fragment or another form is to be had.

usage: make_lists.py DATA OUT    (DATA: the collection of lists, with lists/ and ftm/; OUT: a folder that is there)

uk.xml, seco.xml, senzing.json, gleif.xml, gleif-links.xml
                                 the records of a fragment again and again, with numbers and invented names of their own
ofsi.xml                         OFSI's consolidated list of 2022 as XML, from the CSV form
csl.json                         the Consolidated Screening List of 2022 as its interface gives it, from the CSV form
statements.csv, statements.json  the UN's list of 2023 as statements
Same input, same bytes. For ingest_bench and outcome_dump; docs/design/readers.md has the figures.
"""
import csv
import json
import lzma
import pathlib
import random
import re
import sys
from xml.sax.saxutils import escape

SYLLABLES = ("ka ro mi ta le vo sha nu di ber gan pol zor el chi mar tov len sk an ush ri ya do fen lau qui bo ras").split()
DRAW = random.Random(5)


def word():
    return "".join(DRAW.choice(SYLLABLES) for _ in range(DRAW.choice((2, 3, 3, 4)))).capitalize()


def text_of(path):
    data = pathlib.Path(path).read_bytes()
    return (lzma.decompress(data) if str(path).endswith(".xz") else data).decode("utf-8")


def renamed(text, *tags):
    """Other words in the elements of these names."""
    for tag in tags:
        text = re.sub(rf"(<{tag}>)([^<]+)(</{tag}>)", lambda m: m[1] + " ".join(word() for _ in m[2].split()) + m[3], text)
    return text


def parts(text, begin, end, tag):
    """What stands before the records, the records, what stands behind them."""
    first, last = text.index(begin), text.rindex(end)
    return text[:first], re.findall(rf"\s*<{tag}[ >].*?</{tag}>", text[first:last], re.S), text[last:]


def uk(data, out):
    head, records, tail = parts(text_of(data / "lists/uk/uksl-xml-fragment-2026-08.xml"), "<Designation>", "</Designations>", "Designation")
    out.write(head)
    for number in range(4500):
        record = records[number % len(records)]
        record = re.sub(r"(<UniqueID>\w{3})\d+", rf"\g<1>{number:05}", record)
        record = re.sub(r"<OFSIGroupID>\d+", f"<OFSIGroupID>{10000 + number}", record)
        record = re.sub(r"IMO\d+", f"IMO{9000000 + number}", record)
        out.write(renamed(record, "Name1", "Name2", "Name6", "TownOfBirth", "AddressLine1"))
    out.write(tail)


def seco(data, out):
    head, records, tail = parts(text_of(data / "lists/ch/seco-xml-fragment-2026-08-27.xml"), "<target ", "</swiss-", "target")
    out.write(head)
    for number in range(4500):
        base, ids = 100000 + 100 * number, {}
        record = re.sub(r'ssid="(\d+)"', lambda m: f'ssid="{ids.setdefault(m[1], base + len(ids))}"', records[number % len(records)])
        out.write(renamed(re.sub(r'place-id="\d+"', f'place-id="{base + 90}"', record), "value"))
    out.write(tail)


def gleif(data, out):
    head, records, tail = parts(text_of(data / "gleif/lei-data.xml"), "<lei:LEIRecord ", "</lei:LEIRecords>", "lei:LEIRecord")
    out.write(re.sub(r"(RecordCount>)\d+", r"\g<1>9000", head))
    for number in range(9000):
        record = re.sub(r"(<lei:LEI>)\w+", rf"\g<1>{lei(number)}", records[number % len(records)], count=1)
        out.write(renamed(record, "lei:City"))
    out.write(tail)


def gleif_links(data, out):
    head, records, tail = parts(text_of(data / "gleif/rr-data.xml"), "<rr:RelationshipRecord ", "</rr:RelationshipRecords>",
                                "rr:RelationshipRecord")
    out.write(re.sub(r"(RecordCount>)\d+", r"\g<1>9000", head))
    for number in range(9000):
        record = re.sub(r"(<rr:StartNode>\s*<rr:NodeID>)\w+", rf"\g<1>{lei(number + 1)}", records[number % len(records)])
        out.write(re.sub(r"(<rr:EndNode>\s*<rr:NodeID>)\w+", rf"\g<1>{lei(number // 2)}", record))
    out.write(tail)


def lei(number):
    return f"5493{number:014}{number % 97:02}"


def ofsi(data, out):
    names = {"Group Type": "GroupTypeDescription", "Alias Type": "AliasType", "Alias Quality": "AliasQuality", "Regime": "RegimeName",
             "Listed On": "DateListed", "UK Sanctions List Date Designated": "DateDesignated", "Last Updated": "LastUpdated",
             "Group ID": "GroupID", "Name 6": "Name6", "DOB": "DateOfBirth", "Country": "Country", "Post/Zip Code": "PostCode",
             "Other Information": "OtherInformation", "Nationality": "Nationality", "Title": "NameTitle", "Position": "Position",
             "Town of Birth": "TownOfBirth", "Country of Birth": "CountryOfBirth"}
    names |= {f"Name {i}": f"name{i}" for i in range(1, 6)} | {f"Address {i}": f"Address{i}" for i in range(1, 7)}
    rows = list(csv.reader(text_of(data / "lists/uk/ofsi-conlist-2022-05-04.csv.xz").splitlines(keepends=True)))
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/'
              'consolidatedlist" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\n')
    for row in rows[2:]:
        out.write("<FinancialSanctionsTarget>")
        for column, value in zip(rows[1], row):
            name = names.get(column)
            if name in ("DateListed", "DateDesignated", "LastUpdated"):
                day = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", value)
                value = f"{day[3]}-{day[2]}-{day[1]}T00:00:00" if day else ""
            if name:
                out.write(f"<{name}>{escape(value)}</{name}>" if value else f'<{name} i:nil="true"/>')
        out.write("</FinancialSanctionsTarget>\n")
    out.write("</ArrayOfFinancialSanctionsTarget>\n")


def csl(data, out):
    def values(cell):
        return [value.strip() for value in cell.split(";")] if cell else []

    def address(text):
        cut = text.split(", ")
        return {"address": ", ".join(cut[:-2]) or None, "city": cut[-2] if len(cut) > 1 else None, "state": None, "postal_code": None,
                "country": cut[-1] if len(cut[-1]) == 2 else None}

    def number(text):
        cut = [part.strip() for part in text.split(",")]
        long = len(cut) > 4
        return {"type": cut[-1], "number": cut[-2], "country": cut[0] if len(cut[0]) == 2 else None,
                "issue_date": cut[2] if long else None, "expiration_date": cut[1] if long else None}

    results = []
    for row in csv.DictReader(text_of(data / "lists/us-csl/consolidated-2022-04.csv.xz").splitlines(keepends=True)):
        record = {"id": row.pop("_id")}
        for name, cell in row.items():
            if name in ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth"):
                record[name] = values(cell)
            elif name == "addresses":
                record[name] = [address(text) for text in values(cell)]
            elif name == "ids":
                record[name] = [number(text) for text in values(cell) if "," in text]
            else:
                record[name] = cell or None
        results.append(record)
    json.dump({"total": len(results), "results": results}, out, ensure_ascii=False)


def senzing(data, out):
    records = text_of(data / "ftm/one-dataset-all-formats/senzing.json").splitlines()
    for number in range(700):
        for record in records:
            record = re.sub(r"Q\d+", lambda m: f"{m[0]}{number:04}", record)
            out.write(re.sub(r'("NAME_FULL":")([^"]*)"', lambda m: m[1] + " ".join(word() for _ in m[2].split()) + '"', record) + "\n")


def statements(data, as_csv, as_json):
    properties = pathlib.Path(__file__).resolve().parents[2] / "data/model/properties.csv"
    types = {}
    for row in csv.DictReader(properties.read_text().splitlines()):
        types.setdefault(row["property"], row["type"])
    columns = "canonical_id entity_id prop prop_type schema value dataset lang original_value external first_seen last_seen origin".split()
    table = csv.writer(as_csv)
    table.writerow(columns)
    for line in text_of(data / "ftm/un_sc_sanctions-2023-08.ftm.ndjson.xz").splitlines():
        entity = json.loads(line)
        for name, texts in [("id", ["abc"]), *entity["properties"].items()]:
            for text in texts:
                row = [entity["id"], entity["id"], name, "checksum" if name == "id" else types.get(name, "string"), entity["schema"], text,
                       "un_sc_sanctions", "", "", "f", "2023-01-01", "2024-01-01", ""]
                table.writerow(row)
                record = dict(zip(columns, row)) | {"lang": None, "external": False}
                del record["original_value"], record["origin"]
                as_json.write(json.dumps(record, ensure_ascii=False) + "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, folder = map(pathlib.Path, sys.argv[1:])
    csv.field_size_limit(1 << 24)
    for name, make in (("uk.xml", uk), ("seco.xml", seco), ("ofsi.xml", ofsi), ("csl.json", csl), ("senzing.json", senzing),
                       ("gleif.xml", gleif), ("gleif-links.xml", gleif_links)):
        with open(folder / name, "w", encoding="utf-8", newline="") as out:
            make(data, out)
    with open(folder / "statements.csv", "w", encoding="utf-8", newline="") as table, \
         open(folder / "statements.json", "w", encoding="utf-8") as lines:
        statements(data, table, lines)


if __name__ == "__main__":
    main()
