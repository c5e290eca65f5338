#!/usr/bin/env python3
"""Writes names of people in Latin letters with what the Korean rules for foreign words make of them in Hangul.

    apt-get install espeak-ng                                        # 1.51; how words are spoken
    pip download --no-deps --no-binary :all: names==0.3.0 && tar xzf names-0.3.0.tar.gz
    pip download --no-deps faker==40.54.0 && unzip -q faker-40.54.0-py3-none-any.whl
    tools/hangul_pairs.py names-0.3.0/names . > hangul.tsv           # further lines for tools/train_channels.cc

Places, of which the other pairs are (tools/channel_pairs.py), have few of the sounds of such given
and family names. The words are those of packages that anyone can install, how they are spoken says espeak-ng, and how
sounds are written the rules of the Ministry of Culture (National Institute of Korean Language, Oeraeeo pyogibeop,
notice 85-11 of 1986 as amended to 2017-14; chapters 2 and 3 for English, German, French and the Portuguese of Brazil), put into our own words
below. Where bearers and editors differ from the dictionary (an unstressed vowel before l and n), both forms are
written. Deterministic: the same packages, the same bytes.
"""
import importlib
import pathlib
import subprocess
import sys

LEAD = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAIL = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
WITH_Y = {"ㅏ": "ㅑ", "ㅐ": "ㅒ", "ㅓ": "ㅕ", "ㅔ": "ㅖ", "ㅗ": "ㅛ", "ㅜ": "ㅠ", "ㅡ": "ㅠ"}
WITH_W = {"ㅏ": "ㅘ", "ㅐ": "ㅙ", "ㅓ": "ㅝ", "ㅔ": "ㅞ", "ㅣ": "ㅟ", "ㅗ": "ㅝ", "ㅜ": "ㅜ", "ㅡ": "ㅜ"}

# What is spoken: vowels as letters of Hangul, lower case "s" for a short one that stops after it close.
ENGLISH = {
    "aɪə": "ㅏㅣㅓ", "aʊə": "ㅏㅝ", "eɪ": "ㅔㅣ", "aɪ": "ㅏㅣ", "ɔɪ": "ㅗㅣ", "aʊ": "ㅏㅜ", "əʊ": "ㅗ", "oʊ": "ㅗ", "iə": "ㅣㅓ",
    "eə": "ㅔㅓ", "ʊə": "ㅜㅓ", "iː": "ㅣ", "ɑː": "ㅏ", "ɔː": "ㅗ", "uː": "ㅜ", "ɜː": "ㅓ", "i": "ㅣ", "u": "ㅜ",
    "ɪ": "ㅣs", "ɛ": "ㅔs", "e": "ㅔs", "a": "ㅐs", "æ": "ㅐs", "ʌ": "ㅓs", "ɒ": "ㅗs", "ʊ": "ㅜs", "ə": "ㅓ", "ɐ": "ㅓ",
    "ɔ": "ㅗs", "o": "ㅗs", "ᵻ": "ㅣs",
}
GERMAN = {
    "aɪ": "ㅏㅣ", "aʊ": "ㅏㅜ", "ɔø": "ㅗㅣ", "ɔʏ": "ㅗㅣ", "ɔɪ": "ㅗㅣ", "iː": "ㅣ", "ɑː": "ㅏ", "aː": "ㅏ", "eː": "ㅔ", "oː": "ㅗ",
    "uː": "ㅜ", "yː": "ㅟ", "øː": "ㅚ", "ɛː": "ㅔ", "i": "ㅣ", "ɪ": "ㅣ", "e": "ㅔ", "ɛ": "ㅔ", "ə": "ㅔ", "a": "ㅏ", "ɑ": "ㅏ",
    "ɔ": "ㅗ", "o": "ㅗ", "ʊ": "ㅜ", "u": "ㅜ", "y": "ㅟ", "ʏ": "ㅟ", "œ": "ㅚ", "ø": "ㅚ", "ɜ": "ㅓ", "ɐ": "ㅓ",
}
FRENCH = {
    "ɑ̃": "ㅏㅇ", "ɔ̃": "ㅗㅇ", "ɛ̃": "ㅐㅇ", "œ̃": "ㅚㅇ", "a": "ㅏ", "ɑ": "ㅏ", "e": "ㅔ", "ɛ": "ㅔ", "ə": "ㅡ", "ø": "ㅚ",
    "œ": "ㅚ", "i": "ㅣ", "o": "ㅗ", "ɔ": "ㅗ", "u": "ㅜ", "y": "ㅟ", "ʊ": "ㅜ", "ɪ": "ㅣ",
}
PORTUGUESE = {
    "a": "ㅏ", "ɐ": "ㅏ", "æ": "ㅏ", "e": "ㅔ", "ɛ": "ㅔ", "i": "ㅣ", "ɪ": "ㅣ", "y": "ㅣ", "o": "ㅗ", "ɔ": "ㅗ", "u": "ㅜ", "ʊ": "ㅜ",
}
# Consonants: the letter before a vowel, and what closes or fills up elsewhere.
STOPS = {"p": ("ㅍ", "ㅂ"), "t": ("ㅌ", "ㅅ"), "k": ("ㅋ", "ㄱ")}
OTHERS = {"b": "ㅂ", "d": "ㄷ", "ɡ": "ㄱ", "g": "ㄱ", "f": "ㅍ", "v": "ㅂ", "θ": "ㅅ", "ð": "ㄷ", "s": "ㅅ", "z": "ㅈ", "ts": "ㅊ",
          "dz": "ㅈ", "h": "ㅎ", "x": "ㅎ", "pf": "ㅍ"}
HISSING = {"tʃ": "ㅊ", "dʒ": "ㅈ", "ʒ": "ㅈ"}
NASALS = {"m": "ㅁ", "n": "ㄴ"}
LIQUIDS = {"ɹ", "r", "ɾ", "ʁ"}
IGNORED = "ˈˌ\u200d_ʔ ̯̩"


class Writer:
    """Puts syllables together: [lead, vowel, tail]."""

    def __init__(self):
        self.syllables = []

    def add(self, lead, vowel):
        self.syllables.append([lead, vowel, " "])

    def close(self, tail):
        if self.syllables and self.syllables[-1][2] == " ":
            self.syllables[-1][2] = tail
            return True
        return False

    def text(self):
        return "".join(chr(0xAC00 + (LEAD.index(a) * 21 + VOWEL.index(b)) * 28 + TAIL.index(c)) for a, b, c in self.syllables)


def sounds(ipa, vowels):
    """The sounds of a transcription, longest symbols first; None if one is unknown."""
    for c in IGNORED:
        ipa = ipa.replace(c, "")
    consonants = list(STOPS) + list(OTHERS) + list(HISSING) + list(NASALS) + list(LIQUIDS) + ["ʃ", "ŋ", "l", "j", "w", "ç", "ɲ", "ɥ", "ː"]
    symbols = sorted(list(vowels) + consonants, key=lambda s: -len(s))
    out = []
    while ipa:
        found = next((s for s in symbols if ipa.startswith(s)), None)
        if found is None:
            return None
        ipa = ipa[len(found):]
        if found != "ː":
            out.append(found)
    return out


def hangul(spoken, vowels, language, syllabic):
    """Hangul of sounds, or None. An unstressed English vowel between a consonant and one of `syllabic` is left out."""
    out = Writer()
    english = language == "en"
    glide = ""     # j or w that waits for its vowel
    lead = "ㅇ"    # of the vowel to come
    hush = False   # the lead is of ʃ, ɲ: the vowel takes a y
    short = False  # the last vowel closes with a stop

    def filled(letter, vowel="ㅡ"):
        out.add(letter, vowel)

    for i, sound in enumerate(spoken):
        following = spoken[i + 1] if i + 1 < len(spoken) else ""
        to_vowel = following in vowels
        before = spoken[i - 1] if i > 0 else ""
        if sound in vowels:
            letters = vowels[sound]
            if english and sound in ("ə", "ɐ") and following and following in syllabic and before and before not in vowels \
                    and before not in LIQUIDS and before not in ("j", "w", "m", "n", "ŋ") and (i + 2 >= len(spoken) or spoken[i + 2] not in vowels):
                letters = "ㅣs" if before in ("ʃ", "tʃ", "dʒ", "ʒ") else "ㅡs"
            short = letters.endswith("s")
            letters = letters.rstrip("s")
            for k, letter in enumerate(letters):
                if letter == "ㅇ":
                    out.close("ㅇ")
                    continue
                if k == 0:
                    if glide == "j" or hush:
                        if glide == "j" and english and letter == "ㅓ" and lead in "ㄷㄴㄹ":
                            out.add(lead, "ㅣ")
                            lead = "ㅇ"
                        elif glide == "j" and language == "fr" and lead != "ㅇ":
                            out.add(lead, "ㅣ")
                            lead = "ㅇ"
                        else:
                            letter = WITH_Y.get(letter, letter)
                    elif glide == "w":
                        if language == "fr":
                            out.add(lead, "ㅜ")
                            lead = "ㅇ"
                        else:
                            letter = WITH_W.get(letter, letter)
                    elif glide == "ɥ":
                        out.add(lead, "ㅟ")
                        lead = "ㅇ"
                        if letter == "ㅣ":
                            continue
                    out.add(lead, letter)
                else:
                    out.add("ㅇ", letter)
            lead, glide, hush = "ㅇ", "", False
            continue
        glides = following in ("j", "ɥ") or (following == "w" and sound in ("k", "g", "ɡ", "h"))
        if sound in ("j", "w", "ɥ"):
            if to_vowel:
                glide = sound
            elif sound == "j" and language == "fr":
                out.add("ㅇ", "ㅠ")
            else:
                out.add("ㅇ", "ㅣ" if sound == "j" else "ㅜ")
        elif sound == "l":
            if to_vowel or glides:
                if before and before not in NASALS and before != "ŋ":
                    out.close("ㄹ")
                lead = "ㄹ"
            elif not out.close("ㄹ"):
                filled("ㄹ")
        elif sound in NASALS:
            if to_vowel or glides:
                lead = NASALS[sound]
            elif not out.close(NASALS[sound]):
                filled("ㅇ" if sound == "n" else "ㅁ")
                if sound == "n":
                    out.close("ㄴ")
        elif sound == "ŋ":
            out.close("ㅇ")
            if to_vowel and language == "de":
                lead = "ㅇ"
        elif sound == "ɲ":
            if to_vowel:
                lead, hush = "ㄴ", True
            else:
                out.add("ㄴ", "ㅠ")
        elif sound in LIQUIDS:
            if to_vowel or glides:
                lead = "ㄹ"
            elif language == "de" and not following:
                out.add("ㅇ", "ㅓ")
            else:
                filled("ㄹ")
        elif sound == "ʃ":
            if to_vowel:
                lead, hush = "ㅅ", True
            else:
                out.add("ㅅ", "ㅣ" if english and not following else "ㅠ")
        elif sound == "ç":
            if to_vowel:
                lead = "ㅎ"
            else:
                out.add("ㅎ", "ㅣ")
        elif sound in HISSING:
            if to_vowel or following == "j":
                lead = HISSING[sound]
            else:
                out.add(HISSING[sound], "ㅜ" if language == "fr" and sound == "ʒ" else "ㅣ")
        elif sound in STOPS:
            letter, tail = STOPS[sound]
            if to_vowel or glides:
                lead = letter
            elif english and short and before in vowels and following not in ("l", "m", "n", "j", "w") and following not in LIQUIDS \
                    and out.close(tail):
                pass
            elif language == "fr" and before in vowels and (following in STOPS or following in ("s", "f", "ʃ")) and out.close(tail):
                pass
            else:
                filled(letter)
        elif sound in OTHERS:
            if to_vowel or glides:
                lead = OTHERS[sound]
            else:
                filled(OTHERS[sound])
        else:
            return None
    return out.text()


def as_names_are_read(word, heard):
    """What the Ministry's list of English names does otherwise than with words: -a is spoken full, -s hard, and Mac- full."""
    out = list(heard)
    if word.endswith("a") and out[-1] in ("ə", "ɐ"):
        out[-1] = "ɑː"
    if word.endswith("s") and out[-1] == "z":
        out[-1] = "s"
    if word.lower().startswith(("mc", "mac")) and out[0] == "m" and out[1] in ("ə", "ɐ", "a"):
        out[1] = "a"
    return out


def of_brazil(ipa):
    """Nasal vowels as they are spelled: m or n before a consonant, a nasal end of the word; h for the r of Brazil."""
    for spoken, plain in (("ˈ", ""), ("ˌ", ""), ("ɐ̃ʊ̃", "aŋ"), ("eɪŋ", "eŋ"), ("\u0303", ""), ("ow", "o"), ("x", "h")):
        ipa = ipa.replace(spoken, plain)
    out = ""
    for i, c in enumerate(ipa):
        following = ipa[i + 1:i + 2]
        out += c if c != "ŋ" or not following else "m" if following in "pb" else "n" if following not in PORTUGUESE else c
    return out[:-1] + "s" if out.endswith("z") else out


def spoken_words(words, voice):
    """Transcriptions of words by espeak-ng, one for each."""
    result = subprocess.run(["espeak-ng", "-v", voice, "-q", "--ipa"], input="\n".join(words) + "\n", capture_output=True, text=True, check=True)
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    return lines if len(lines) == len(words) else [""] * len(words)


def each_spoken(words, voice):
    """In small lots, so that a word that is spoken as two lines spoils few."""
    for start in range(0, len(words), 20):
        lot = words[start:start + 20]
        lines = spoken_words(lot, voice)
        if lines[0] == "":
            lines = [spoken_words([word], voice)[0] for word in lot]
        yield from zip(lot, lines)


def census(folder):
    out = []
    for part, most in (("dist.all.last", 4000), ("dist.male.first", 1000), ("dist.female.first", 1500)):
        for line in list(open(f"{folder}/{part}"))[:most]:
            out.append(line.split()[0].capitalize())
    return out


def of_locale(locale):
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    out = set()
    for attribute, names in vars(provider).items():
        if "name" in attribute and isinstance(names, (dict, list, tuple)):
            out.update(word for name in names for word in str(name).replace("-", " ").split())
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, packages = sys.argv[1:]
    sys.path.insert(0, packages)
    lots = (("en", "en-gb", ENGLISH, census(folder) + sorted(of_locale("en_GB") | of_locale("en_IE") | of_locale("en_NZ"))),
            ("fr", "fr-fr", FRENCH, sorted(of_locale("fr_FR") | of_locale("fr_BE") | of_locale("fr_CH") | of_locale("fr_CA") | of_locale("fr_QC"))),
            ("pt", "pt-br", PORTUGUESE, sorted(of_locale("pt_BR"))),
            ("de", "de", GERMAN, sorted(of_locale("de_DE") | of_locale("de_AT") | of_locale("de_CH"))))
    # Names of the census that other languages bear, and that no list of British ones has, are not spoken as English ones.
    british = of_locale("en_GB") | of_locale("en_IE") | of_locale("en_NZ")
    foreign = set().union(*(of_locale(locale) for locale in ("es", "es_ES", "es_MX", "it_IT", "pt_BR", "pt_PT", "pl_PL", "hi_IN", "ru_RU"))) - british
    lots = tuple((code, voice, vowels, [word for word in words if code != "en" or word not in foreign]) for code, voice, vowels, words in lots)
    written = set()
    for language, voice, vowels, words in lots:
        words = list(dict.fromkeys(word for word in words if word.isalpha() and len(word) > 2 and word[0].isupper()))
        for word, ipa in each_spoken(words, voice):
            heard = sounds(of_brazil(ipa) if language == "pt" else ipa, vowels)
            if not heard:
                continue
            heard = as_names_are_read(word, heard) if language == "en" else heard
            for syllabic in ("l", "ln", "") if language == "en" else ("",):
                form = hangul(heard, vowels, language, syllabic)
                if form and (form, word) not in written:
                    written.add((form, word))
                    print("rules-" + language, "hangul", form, word, sep="\t")


if __name__ == "__main__":
    main()
