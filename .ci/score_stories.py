#!/usr/bin/env python3
"""Scores how articles are grouped into stories against story labels.

usage: score_stories.py PROGRAM DATA/related [--pool articles|headlines] [--cache FILE] [--least SET=F1 ...]
  Imports POOL.jsonl.gz into a cache of its own and reads `PROGRAM stories --json`: a line a story, with the GUIDs of
  its articles. An article of no story is a story of its own. Prints B-cubed precision, recall and F1 for each set of
  labels (the part before the slash) over the labelled articles; "strict" counts articles without a label that got into
  the story of a labelled one as wrong. Fails where an F1 is below what was asked for.
"""
import argparse
import collections
import gzip
import json
import os
import subprocess
import sys
import tempfile


def bcubed(members, label, items, strict):
    """Precision, recall and F1 of `members` (article -> all articles of its story) over `items`."""
    size = collections.Counter(label[item] for item in items)
    precision = recall = 0.0
    for item in items:
        together = [other for other in members[item] if strict or other in items]
        right = sum(label.get(other) == label[item] for other in together)
        precision += right / len(together)
        recall += right / size[label[item]]
    precision, recall = precision / len(items), recall / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("data")
    parser.add_argument("--pool", default="articles")
    parser.add_argument("--cache")
    parser.add_argument("--least", action="append", default=[], metavar="SET=F1")
    asked = parser.parse_args()
    with gzip.open(os.path.join(asked.data, "stories.json.gz")) as file:
        label = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        cache = asked.cache or os.path.join(folder, "newsprint.db")
        pool = os.path.join(folder, "pool.jsonl")
        guids = []
        with open(pool, "wb") as out, gzip.open(os.path.join(asked.data, asked.pool + ".jsonl.gz")) as lines:
            for line in lines:
                out.write(line)
                guids.append(json.loads(line)["guid"])
        subprocess.run([asked.program, "--cache", cache, "import", pool], check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run([asked.program, "--cache", cache, "stories", "--json"], stdout=subprocess.PIPE, text=True)
    members = {guid: [guid] for guid in guids}
    sizes = []
    for story in map(json.loads, told.stdout.splitlines()):
        together = [article["guid"] for article in story["articles"]]
        sizes.append(len(together))
        members.update((guid, together) for guid in together)
    print(f"{len(guids)} articles, {len(sizes)} stories of several, the largest of {max(sizes, default=0)}")
    scores = {}
    for name in sorted({label[guid].split("/")[0] for guid in guids if guid in label}):
        items = {guid for guid in guids if label.get(guid, "").startswith(name + "/")}
        precision, recall, f1 = bcubed(members, label, items, strict=False)
        strict = bcubed(members, label, items, strict=True)[2]
        scores[name] = f1
        print(f"{name}: B-cubed precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} (strict {strict:.3f})")
    low = [(name, float(least)) for name, least in (wish.split("=") for wish in asked.least)]
    low = [f"{name} {scores.get(name, 0):.3f} < {least}" for name, least in low if scores.get(name, 0) < least]
    if low:
        sys.exit("too low: " + ", ".join(low))


if __name__ == "__main__":
    main()
