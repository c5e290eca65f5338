#!/usr/bin/env python3
"""Writes the readings of Japanese names for data/names/names_japanese_more.txt from the dictionary NAIST-jdic.

    apt-get download naist-jdic && dpkg -x naist-jdic_*.deb DIR     # Debian 12: 1:0.4.3-21
    iconv -c -f EUC-JP -t UTF-8 DIR/usr/share/chasen/dic/naist-jdic/naist-jdic.dic > naist-jdic.txt
    tools/make_japanese_names.py naist-jdic.txt data/names/names_japanese.txt > data/names/names_japanese_more.txt

NAIST-jdic: Nara Institute of Science and Technology, BSD-3-Clause. What is taken is the fact that a name is read in a way, for names of
Chinese characters alone, where names_japanese.txt lacks the reading; readings in Hepburn without long vowels, the commonest first, three at most.
"""
import collections
import re
import sys

ENTRY = re.compile(r"人名 (姓|名)\)\) \(\(見出し語 \((\S+) (\d+)\)\) \(読み ([^)]*)\) \(発音 ([^)]*)\)")
PLAIN = dict(zip(
    "アイウエオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモヤユヨラリルレロワヰヱヲンヴ",
    "a i u e o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji tsu zu te de to do na ni nu ne no ha ba pa hi bi "
    "pi fu bu pu he be pe ho bo po ma mi mu me mo ya yu yo ra ri ru re ro wa i e o n vu".split()))
SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}
MOST_READINGS = 3


def hepburn(kana, spoken):
    """Letters of kana; an ウ or オ that only makes a vowel long, as the pronunciation shows, is not written. "" if it is no reading."""
    out = ""
    doubled = False
    for at, c in enumerate(kana):
        if c == "ッ":
            doubled = True
            continue
        if c in SMALL and out.endswith("i"):
            out = out[:-1] + (SMALL[c][1:] if out[-3:-1] in ("sh", "ch") or out[-2] == "j" else SMALL[c])
            continue
        if c not in PLAIN:
            return ""
        if c in "ウオ" and len(spoken) == len(kana) and spoken[at] == "ー":
            continue
        latin = PLAIN[c]
        out += ("t" if latin[0] == "c" else latin[0]) + latin if doubled else latin
        doubled = False
    return out


def readings(kana, spoken):
    """One reading, or several as {A/B}."""
    kanas = kana.strip("{}").split("/")
    spokens = spoken.strip("{}").split("/")
    for k, s in zip(kanas, spokens if len(spokens) == len(kanas) else kanas):
        if latin := hepburn(k, s):
            yield latin


def main():
    dictionary, known = sys.argv[1:3]
    have = {"surname": collections.defaultdict(set), "given": collections.defaultdict(set)}
    with open(known, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and "|" in line:
                kind, entries = line.split("|")
                for entry in entries.split(","):
                    words = entry.split()
                    have[kind.strip()][words[0] if words else ""].update(words[1:])
    found = {"surname": collections.defaultdict(dict), "given": collections.defaultdict(dict)}
    with open(dictionary, encoding="utf-8") as file:
        for kind, name, cost, kana, spoken in ENTRY.findall(file.read()):
            kind = "surname" if kind == "姓" else "given"
            if not 1 <= len(name) <= 4 or not all("\u4e00" <= c <= "\u9fff" or c == "々" for c in name):
                continue
            for latin in readings(kana, spoken):
                if latin in have[kind][name]:
                    continue
                old = found[kind][name].get(latin, 1 << 30)
                found[kind][name][latin] = min(old, int(cost))
    print("# Further Japanese surnames and given names in Chinese characters with their readings, likeliest first; long vowels short.\n"
          "# Made by tools/make_japanese_names.py from NAIST-jdic 0.4.3 (Nara Institute of Science and Technology, 2008; BSD-3-Clause: the\n"
          "# notice stands in docs/design/dependencies.md), read on 22 November 2026. Do not edit: names_japanese.txt goes before it.\n"
          "# A line: kind | name reading ... , name reading ...   (kind: surname or given)")
    for kind, names in found.items():
        line = ""
        for name, all_readings in sorted(names.items()):
            likely = sorted(all_readings, key=lambda latin, costs=all_readings: (costs[latin], latin))[:MOST_READINGS]
            entry = f"{name} {' '.join(likely)}"
            if line and len(line) + len(entry) > 150:
                print(f"{kind} | {line}")
                line = ""
            line += (", " if line else "") + entry
        print(f"{kind} | {line}")


if __name__ == "__main__":
    main()
