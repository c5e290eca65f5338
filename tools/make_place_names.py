#!/usr/bin/env python3
"""Makes data/names/place_names.txt: countries as other scripts write them, with their adjectives.

    pip download --no-deps babel==2.18.0 && unzip -d DIR babel-*.whl      # Unicode CLDR, Unicode-3.0
    tools/make_place_names.py DIR > data/names/place_names.txt

Deterministic: the same package gives the same bytes. Names of one word only; the English side is what places.txt knows.
"""
import os
import sys
import unicodedata

LANGUAGES = "ar fa ur he zh zh_Hant ja ko th hi bn my ka hy uk be bg sr kk el".split()
# Where the English of CLDR is not what organisations call themselves by.
ENGLISH = {"TR": "turkey", "MM": "myanmar", "CZ": "czech republic", "CI": "ivory coast", "HK": "hong kong",
           "MO": "macau", "KP": "north korea", "KR": "south korea", "CD": "congo", "CG": "congo", "PS": "palestine",
           "GB": "united kingdom", "US": "united states", "AE": "uae", "BA": "bosnia", "MK": "macedonia",
           "SZ": "swaziland", "CV": "cape verde", "VA": "vatican"}


def known_places(path):
    out = set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            if "|" in line and not line.startswith("#"):
                out.update(word.strip() for word in line.split("|", 1)[1].split(","))
    return out


def ascii_of(name):
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if ord(c) < 128).lower().replace("&", "and").replace(".", "").replace("-", " ")


def spellings(name, language):
    """The name and the adjectives that its language makes of it by rule."""
    name = unicodedata.normalize("NFKC", name)
    name = "".join(c for c in name if not unicodedata.category(c).startswith("M") or language in ("th", "hi", "bn", "my"))
    if any(not (c.isalpha() or unicodedata.category(c).startswith("M")) for c in name):
        return []
    out = [name]
    if language in ("ar", "fa", "ur"):
        bare = name[2:] if name.startswith("ال") else name
        stem = bare
        for tail in ("يا", "یا", "ا", "ة", "ه"):
            if bare.endswith(tail) and len(bare) > len(tail) + 2:
                stem = bare[:-len(tail)]
                break
        out += [bare, stem + "ي"] + ([stem + "ية"] if language == "ar" else [bare + "ی"])
    elif language == "he":
        stem = name
        for tail in ("יה", "ה"):
            if name.endswith(tail) and len(name) > len(tail) + 2:
                stem = name[:-len(tail)]
                break
        final = {"ן": "נ", "ם": "מ", "ף": "פ", "ץ": "צ", "ך": "כ"}
        stem = stem[:-1] + final.get(stem[-1], stem[-1])
        out += [stem + "י", stem + "ית"]
    elif language in ("uk", "be", "bg", "sr", "kk") and len(name.rstrip("аяіиоьйеї")) > 3:
        # Cases: a stem and the endings that src/names/meanings.cc knows.
        out.append(name.rstrip("аяіиоьйеї") + "*")
    elif language == "ka" and name.endswith("ი"):
        out.append(name + "ს")
    elif language == "hy":
        out += [name + "ի", name + "յի"]
    return out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.path.insert(0, sys.argv[1])
    import babel  # pylint: disable=import-outside-toplevel
    places = known_places(os.path.join(os.path.dirname(__file__), "../data/names/places.txt"))
    english = babel.Locale.parse("en").territories
    print("# Countries in other scripts than Latin, with their adjectives: as data/names/meanings.txt. Made, do not edit.\n"
          "#\n"
          "# Made by: tools/make_place_names.py DIR (docs/design/matching.md)\n"
          "# From: babel 2.18.0 (names of territories, Unicode CLDR, Unicode-3.0), November 2026; adjectives by rule.")
    for code in sorted(english):
        if len(code) != 2 or code in ("XA", "XB", "ZZ", "EZ", "EU", "UN", "QO"):
            continue
        key = ENGLISH.get(code, ascii_of(english[code]))
        if key not in places:
            continue
        words = []
        for language in LANGUAGES:
            territories = babel.Locale.parse(language).territories
            for word in spellings(territories.get(code, ""), language) if territories.get(code) else []:
                lowered = word.lower()
                if len(lowered.rstrip("*")) > 1 and lowered not in words:
                    words.append(lowered)
        if words:
            print(key + " | " + ", ".join(words))


if __name__ == "__main__":
    main()
