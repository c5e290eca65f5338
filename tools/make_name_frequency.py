#!/usr/bin/env python3
"""Writes how common name words are, from packages that anyone can install, for tools/generate_frequency.cc.

    pip download --no-deps --no-binary :all: names==0.3.0 && tar xzf names-0.3.0.tar.gz
    pip download --no-deps faker==40.54.0 && unzip -q faker-40.54.0-py3-none-any.whl
    tools/make_name_frequency.py names-0.3.0/names . data/names/given_names.txt data/names/common_names.txt > words.tsv

names (MIT) carries the frequencies of surnames and given names of the 1990 census of the United States (public domain); faker (MIT) the
names that people of some eighty locales bear, some with shares; common_names.txt of this project, by tiers. Each line: word in its own script, tab, its share among the words of names
(parts per thousand million) in the population where it is most common.
"""
import collections
import importlib
import pathlib
import sys

census, faker, given, common = sys.argv[1:5]
sys.path.insert(0, faker)
share = collections.defaultdict(float)  # word -> largest share over populations, of all words of names there
LEAST_CENSUS = 0.001  # percent: below, a word is no likelier than a slip


def note(population):
    """population: word -> share among given or among family names; half of the words are of either kind"""
    for word, value in population.items():
        share[word] = max(share[word], value / 2)


for part in ("dist.all.last", "dist.male.first", "dist.female.first"):
    words = {}
    for line in open(f"{census}/{part}"):
        word, percent, _, _ = line.split()
        if float(percent) >= LEAST_CENSUS:
            words[word.lower()] = float(percent) / 100
    note(words)

KINDS = {
    "given": ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary", "first_romanized_names", "middle_names",
              "first_kana_names", "first_names_unisex", "middle_names_male", "middle_names_female"),
    "family": ("last_names", "last_names_male", "last_names_female", "last_names_unisex", "last_romanized_names", "last_names_nonbinary",
               "male_last_names", "unisex_last_names", "last_names_without_suffix", "last_kana_names", "last_names_common"),
}
for folder in sorted(pathlib.Path(faker, "faker/providers/person").iterdir()):
    if not (folder / "__init__.py").is_file():
        continue
    provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
    for attributes in KINDS.values():
        words = collections.defaultdict(float)
        for attribute in attributes:
            names = vars(provider).get(attribute)
            if not names or isinstance(names, property):
                continue
            weighted = isinstance(names, dict)
            total = sum(names.values()) if weighted else 0
            # Lists without shares hold the commonest names, in no order: a quarter of an even share is on the safe side.
            even = 1 / (4 * max(len(set(names)), 100))
            found = collections.defaultdict(float)
            for name in names:
                for word in str(name).split():
                    found[word] += names[name] / total if weighted else even
            for word, value in found.items():
                words[word] = max(words[word], min(value, 0.05))
        note(words)
for line in open(given):
    if line.startswith("#"):
        continue
    for word in line.replace("|", " ").split():
        share[word] = max(share[word], 2e-5)
TIERS = {"1": 8e-3, "2": 2e-3, "3": 4e-4, "4": 8e-5}
for line in open(common):
    if line.startswith("#") or ":" not in line:
        continue
    head, words = line.split(":", 1)
    note(dict.fromkeys(words.split(), TIERS[head.split()[-1]]))

for word in sorted(share):
    if "\t" not in word and word:
        print(f"{word}\t{round(share[word] * 1e9)}")
