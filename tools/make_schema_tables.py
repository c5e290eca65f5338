#!/usr/bin/env python3
"""Writes data/model/schemata.csv and data/model/properties.csv: the FollowTheMoney vocabulary as plain tables.

Run by hand when the vocabulary changes, in an environment that has the followthemoney package:
    tools/make_schema_tables.py data/model
The space-sector kinds, which extend the vocabulary, are kept by hand in data/model/schemata-space.csv.
"""
import csv
import sys
from importlib.metadata import version

from followthemoney import model

out = sys.argv[1]
source = "followthemoney " + version("followthemoney")
with open(f"{out}/schemata.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["schema", "label", "extends", "abstract", "matchable", "edge_source", "edge_target", "source"])
    for s in sorted(model.schemata.values(), key=lambda s: s.name):
        w.writerow([s.name, s.label, " | ".join(sorted(p.name for p in s.extends)), int(bool(s.abstract)), int(bool(s.matchable)),
                    s.edge_source or "" if s.edge else "", s.edge_target or "" if s.edge else "", source])
with open(f"{out}/properties.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["schema", "property", "type", "label", "range", "stub"])
    for s in sorted(model.schemata.values(), key=lambda s: s.name):
        for p in sorted(s.properties.values(), key=lambda p: p.name):
            if p.schema == s:
                w.writerow([s.name, p.name, p.type.name, p.label, p.range.name if p.range else "", int(bool(p.stub))])
