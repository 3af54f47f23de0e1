"""Tables of what counterfactual pairs teach, with scikit-learn's classifier on the same rows and features beside.

Differences between arms are paired by seed; ± is the standard error over seeds. All seeds share the 250 test roots, whose own
sampling error of a difference is about two points: the held-out train roots beside them are more.
"""
import json
import os

import numpy as np
from sklearn.linear_model import LogisticRegression

import peer

# Words alone say next to nothing about inference: only the first table, which is the same for scikit-learn.
EXPERIMENTS = {"cad_sentiment": ("table", "texts", "reading", "weights", "calibration"),
               "cad_nli": ("table",)}
SEEDS = int(os.environ.get("WINNOW_BENCH_SEEDS", "10"))
L2 = 0.1
MEASURES = ("originals", "revised", "consistency", "margin")
# What the other arms of an experiment are compared with.
BASES = {"weights": "weight 1", "reading": "random.v1 × 3"}
# Of train roots that were not learned from, where there are some.
HELD = ("heldOriginals", "heldConsistency")


class Split:
    def __init__(self, folder, name, columns):
        self.x = peer.matrix(folder, name, columns, np.float64)
        self.labels = np.fromfile(f"{folder}/{name}.labels", dtype=np.int32)
        self.roots = np.fromfile(f"{folder}/{name}.roots", dtype=np.int64)
        self.revised = np.fromfile(f"{folder}/{name}.revised", dtype=np.uint8) > 0


def without_empty_columns(*splits):
    """What the peer gets elsewhere, too: it would work on columns that no row has."""
    used = np.unique(np.concatenate([split.x.indices for split in splits]))
    for split in splits:
        split.x = split.x[:, used]


def judged(model, test):
    """Shares of originals, revised texts and roots."""
    right = model.predict(test.x) == test.labels
    consistent = {}
    for root, good in zip(test.roots, right):
        consistent[root] = consistent.get(root, True) and bool(good)
    return {"originals": right[~test.revised].mean(), "revised": right[test.revised].mean(),
            "consistency": np.mean(list(consistent.values()))}


def theirs(figure, train, test):
    model = LogisticRegression(C=1 / L2, tol=1e-6, max_iter=10000)
    rows = figure["rows"]
    return judged(model.fit(train.x[rows], train.labels[rows], sample_weight=figure["weights"]), test)


def mean(values):
    values = 100 * np.array(values)
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else 0
    return f"{values.mean():6.2f} ±{error:5.2f}"


def by_arm(figures, experiment):
    arms = {}
    for figure in figures:
        if figure["experiment"] == experiment:
            arms.setdefault(figure["arm"], {})[figure["seed"]] = figure
    return arms


def table(arms, base=None):
    """The means of each arm, and what it has more than the base, seed by seed."""
    for arm, seeds in arms.items():
        has_held = all(HELD[0] in figure for figure in seeds.values())
        line = f"{arm:34}" + "".join(
            f"  {mean([f[m] for f in seeds.values()])}" for m in MEASURES + (HELD if has_held else ()))
        if base and arm != base:
            shared = [seed for seed in seeds if seed in arms[base]]
            line += "   " + "".join(
                f"  {m} {mean([seeds[s][m] - arms[base][s][m] for s in shared])}"
                for m in ("originals", "consistency") + (HELD if has_held else ()))
        facts = {key: np.mean([f["facts"][key] for f in seeds.values()]) for key in next(iter(seeds.values()))["facts"]}
        print(line + "".join(f"  {key} {value:.1f}" for key, value in facts.items()), flush=True)


def beside(arms, train, test):
    """The same by scikit-learn; gives the largest difference of two means over seeds, in points."""
    largest = 0
    for arm, seeds in arms.items():
        other = [theirs(figure, train, test) for figure in seeds.values()]
        line = f"{arm:34}"
        for measure in MEASURES[:3]:
            value = 100 * np.mean([figure[measure] for figure in other])
            gap = 100 * np.mean([figure[measure] for figure in seeds.values()]) - value
            largest = max(largest, abs(gap))
            line += f"  {measure} {value:6.2f} ({gap:+.2f})"
        print(line, flush=True)
    return largest


def report(folder, columns):
    """Prints all tables. Gives the largest difference to scikit-learn in the first, in points."""
    figures = json.load(open(f"{folder}/figures.json"))
    train, test = (Split(folder, name, columns) for name in ("train", "test"))
    without_empty_columns(train, test)
    for experiment in dict.fromkeys(figure["experiment"] for figure in figures):
        print(f"\n{experiment}: " + ", ".join(MEASURES + HELD))
        table(by_arm(figures, experiment), BASES.get(experiment))
    print("\nscikit-learn on the rows of the first table (ours less theirs)")
    return beside(by_arm(figures, "table"), train, test)


def run(name, folder, start, features=None):
    """Does one set. `start` makes the process that does it."""
    json.dump({"experiments": EXPERIMENTS[name], "seeds": SEEDS, "l2": L2, "features": features}, open(f"{folder}/plan.json", "w"))
    side = start("counterfactuals", folder, name)
    columns = int(side.prepared["columns"])
    probes = side.turn()
    side.end()
    for probe, value in sorted(probes.items()):
        # Tokens are counted, all others are shares.
        print(f"{probe:38} {value:6,.0f}" if probe.startswith("tokens") else f"{probe:38} {100 * value:6.2f}")
    return report(folder, columns)
