#!/usr/bin/env python3
"""Screens the same names against the same OFAC list with Penumbra and with open engines, on one core each, one after the
other on one machine, and prints processor time, recall and false alerts side by side.

  peers.py queries  --lists DIR --work DIR [--each N] [--seed S] [--clean FILE]
  peers.py penumbra --lists DIR --work DIR --program PATH
  peers.py logicv2  --lists DIR --work DIR [--scan N]
  peers.py watchman --lists DIR --work DIR --program PATH
  peers.py report   --work DIR

--lists holds sdn.csv, alt.csv and add.csv of one day; --work is a folder for queries, answers and figures. --clean is a
CSV with a column full_name, or one name a line, of people who are on no list. Every engine writes ENGINE.csv (query, id,
score of each hit) and ENGINE.json (figures); report reads what is there. README.md tells how the engines are installed.
"""
import argparse
import csv
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict

import sdn

# The thresholds at which each engine is told: its own default first; watchman has none, its pages show 0.75 and 0.8.
THRESHOLDS = {"penumbra": (0.70,), "logicv2-blocked": (0.70,), "logicv2-scan": (0.70,), "watchman": (0.70, 0.75, 0.80)}
FLOOR = 0.70


def read_queries(work):
    with open(f"{work}/queries.csv", newline="") as file:
        return list(csv.DictReader(file))


def write_answers(work, engine, hits, figures):
    with open(f"{work}/{engine}.csv", "w", newline="") as file:
        csv.writer(file).writerows([("query", "id", "score"), *hits])
    with open(f"{work}/{engine}.json", "w") as file:
        json.dump(figures, file, indent=1)
    print(json.dumps({key: value for key, value in figures.items() if key != "only"}), file=sys.stderr)


def make_queries(args):
    clean = []
    if args.clean:
        with open(args.clean, newline="") as file:
            lines = file.read().splitlines()
        clean = [row["full_name"] for row in csv.DictReader(lines)] if "full_name" in lines[0] else lines
    made = sdn.queries(sdn.read(args.lists), args.each, args.seed, clean)
    os.makedirs(args.work, exist_ok=True)
    with open(f"{args.work}/queries.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, ["query", "kind", "schema", "name", "target"])
        writer.writeheader()
        writer.writerows(made)
    print(f"{len(made)} queries", file=sys.stderr)


# --- ours -------------------------------------------------------------------------------------------------------------
def child_seconds(command, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "w") as file:
        status = subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=False).returncode
    if status not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {status}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def penumbra(args):
    """The program as a user runs it: start, reading, screening and writing all counted; the start told apart."""
    queries = read_queries(args.work)
    store = f"{args.work}/store"
    shutil.rmtree(store, ignore_errors=True)
    files = [f"{args.lists}/{name}.csv" for name in ("sdn", "alt", "add")]
    subprocess.run([args.program, "import", "--store", store, "--source", "ofac", "--quiet", *files], check=True,
                   stdout=subprocess.DEVNULL)
    def ask(rows, name):
        path = f"{args.work}/{name}"
        with open(f"{path}.in.csv", "w", newline="") as file:
            csv.writer(file).writerows([("name", "schema"), *((row["name"], row["schema"]) for row in rows)])
        return child_seconds([args.program, "screen", "--store", store, "--input", f"{path}.in.csv", "--map", "name=name",
                              "--threads", "1", "--format", "csv"], f"{path}.out.csv")
    start = min(ask(queries[:1], "penumbra-one") for _ in range(3))
    # Repeated, so that the start weighs little; the least of three runs.
    times = max(1, 20_000 // len(queries))
    whole = min(ask(queries * times, "penumbra-many") for _ in range(3))
    ask(queries, "penumbra-all")
    hits = []
    with open(f"{args.work}/penumbra-all.out.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["id"]:
                hits.append((queries[int(row["row"]) - 1]["query"], row["id"].rpartition("-")[2], row["score"]))
    version = subprocess.run([args.program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    write_answers(args.work, "penumbra", hits,
                  {"engine": f"Penumbra ({version})", "screenings": len(queries) * times, "start_s": round(start, 3),
                   "ms": round((whole - start) / (len(queries) * times) * 1e3, 4)})


# --- logic-v2 ---------------------------------------------------------------------------------------------------------
def logicv2(args):
    """nomenklatura's matcher: once behind its own blocking tokens (the best 75 parties by rarity, its own limit), and once
    against every party for the first --scan queries of each kind. Listed parties are analysed before and kept."""
    from importlib.metadata import version

    from followthemoney import ValueEntity, model
    from nomenklatura.blocker.tokenizer import tokenize_entity
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.logic_v2.names import analysis

    # Its cache of analysed names holds a thousand entities; a listed party must not be analysed anew for every query.
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    import functools
    from nomenklatura.matching.logic_v2.names import match as match_module
    for name in ("entity_names", "entity_names_consolidated"):
        cached = getattr(analysis, name, None)
        if cached is None or not hasattr(cached, "__wrapped__"):
            continue
        larger = functools.lru_cache(maxsize=100_000)(cached.__wrapped__)
        for module in (analysis, match_module):
            if hasattr(module, name):
                setattr(module, name, larger)

    def entity(number, schema, **properties):
        made = ValueEntity(model.get(schema), {"id": number})
        for key, values in properties.items():
            for value in values:
                made.add(key, value, quiet=True)
        return made

    started = time.process_time()
    parties = sdn.read(args.lists)
    listed = [entity(f"p{p['id']}", p["schema"], name=[sdn.turned(p["schema"], p["name"])],
                     alias=[sdn.turned(p["schema"], a) for a in p["aliases"]]) for p in parties]
    index = defaultdict(list)
    for at, one in enumerate(listed):
        for token in set(tokenize_entity(one)):
            index[token].append(at)
    weight = {token: math.log(1 + len(listed) / len(filed)) for token, filed in index.items()}
    probe = entity("probe", "Person", name=["Maria Example"])
    for one in listed:
        algorithm.compare(probe, one, config)
    start = time.process_time() - started
    queries = read_queries(args.work)

    def score_all(query, candidates):
        return [(query["query"], parties[at]["id"], f"{score:.4f}") for at in candidates
                if (score := algorithm.compare(asked, listed[at], config).score) >= FLOOR]

    for engine in ("logicv2-blocked", "logicv2-scan"):
        hits = []
        chosen = queries
        if engine == "logicv2-scan":
            taken = defaultdict(int)
            chosen = []
            for query in queries:
                taken[query["kind"]] += 1
                if taken[query["kind"]] <= args.scan:
                    chosen.append(query)
        if not chosen:
            continue
        compared = 0
        began = time.process_time()
        for query in chosen:
            asked = entity(f"q{engine}{query['query']}", query["schema"], name=[query["name"]])
            if engine == "logicv2-scan":
                candidates = range(len(listed))
            else:
                scores = defaultdict(float)
                for token in set(tokenize_entity(asked)):
                    for at in index.get(token, ()):
                        scores[at] += weight[token]
                candidates = sorted(scores, key=scores.get, reverse=True)[:75]
            compared += len(candidates)
            hits += score_all(query, candidates)
        spent = time.process_time() - began
        write_answers(args.work, engine, hits,
                      {"engine": f"logic-v2, nomenklatura {version('nomenklatura')}, "
                                 + ("its blocking tokens, best 75" if engine.endswith("blocked") else "every party"),
                       "screenings": len(chosen), "start_s": round(start, 2), "ms": round(spent / len(chosen) * 1e3, 3),
                       "compared": round(compared / len(chosen), 1), "only": [q["query"] for q in chosen],
                       "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024})


# --- watchman ---------------------------------------------------------------------------------------------------------
def watchman(args):
    """moov-io/watchman's own search (every party, its readers, its normalisation) through the program in watchman/."""
    environment = dict(os.environ, GOMAXPROCS="1")
    subprocess.run([args.program, args.lists, f"{args.work}/queries.csv", f"{args.work}/watchman.csv",
                    f"{args.work}/watchman.json"], check=True, env=environment)


# --- side by side -----------------------------------------------------------------------------------------------------
def report(args):
    queries = {query["query"]: query for query in read_queries(args.work)}
    kinds = list(dict.fromkeys(query["kind"] for query in queries.values()))
    print(f"| engine | threshold | CPU a screening, ms | start, s | {' | '.join(kinds)} | other parties a query |")
    print("|---|---|---|---|" + "---|" * (len(kinds) + 1))
    for engine, thresholds in THRESHOLDS.items():
        if not os.path.exists(f"{args.work}/{engine}.json"):
            continue
        with open(f"{args.work}/{engine}.json") as file:
            figures = json.load(file)
        asked = {str(number) for number in figures.get("only", queries)}
        with open(f"{args.work}/{engine}.csv", newline="") as file:
            answers = [row for row in csv.DictReader(file) if row["query"] in asked]
        for threshold in thresholds:
            found = {(row["query"], row["id"]) for row in answers if float(row["score"]) >= threshold}
            hit = {query for query, _ in found}
            cells = []
            for kind in kinds:
                of_kind = [number for number in asked if queries[number]["kind"] == kind]
                if len(of_kind) < 20:  # too few to tell a share
                    cells.append("–")
                    continue
                good = sum(number in hit if kind == "clean" else (number, queries[number]["target"]) in found
                           for number in of_kind)
                cells.append(f"{100 * good / max(1, len(of_kind)):.1f} %" + (" alerts" if kind == "clean" else ""))
            targets = {(number, queries[number]["target"]) for number in asked}
            others = len(found - targets) / max(1, len(asked))
            print(f"| {figures['engine']} | {threshold:.2f} | {figures['ms']:g} | {figures['start_s']:g} | "
                  f"{' | '.join(cells)} | {others:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run in (("queries", make_queries), ("penumbra", penumbra), ("logicv2", logicv2), ("watchman", watchman),
                      ("report", report)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("--work", required=True)
        if name != "report":
            command.add_argument("--lists", required=True)
        if name == "queries":
            command.add_argument("--each", type=int, default=200)
            command.add_argument("--seed", type=int, default=1)
            command.add_argument("--clean")
        if name == "logicv2":
            command.add_argument("--scan", type=int, default=2, help="queries of each kind against every party")
        if name in ("penumbra", "watchman"):
            command.add_argument("--program", required=True)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
