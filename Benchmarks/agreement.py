"""Holds Winnow's simulation to scikit-learn: the same classifier on the same label sets, and the same means over seeds."""
import json
import os

import numpy as np

import peer
import simulation

SEEDS = int(os.environ.get("WINNOW_BENCH_SEEDS", "30"))


def write_initial(name, folder):
    """The peers' draw of initial labels, for more seeds than the published five."""
    count = len(peer.texts(name, "train")[0])
    ids = {str(seed): np.random.default_rng(seed).choice(count, 25, replace=False).tolist() for seed in range(SEEDS)}
    json.dump({"ids": {name: ids}}, open(f"{folder}/initial.json", "w"))


def hashed(folder, columns, labels):
    """Winnow's own feature rows."""
    return [part for part in (peer.matrix(folder, "pool", columns, np.float64), labels[0],
                              peer.matrix(folder, "test", columns, np.float64), labels[1])]


def area(curve):
    return 100 * float(np.mean(curve))


def standard_error(values):
    return float(np.std(values, ddof=1) / np.sqrt(len(values)))


def compare(name, folder, side):
    columns = int(side.prepared["columns"])
    side.turn()
    side.end()
    ours = json.load(open(f"{folder}/curves.json"))
    for curve in ours:
        curve["accuracy"] = [point["accuracy"] for point in curve["points"]]
    default = simulation.features(name)
    kinds = {"Winnow's rows": hashed(folder, columns, (default[1], default[3])),
             "its words, not hashed": simulation.features(name, simulation.OUR_WORDS), "TfidfVectorizer": default}
    judged = [curve for curve in ours if curve["seed"] < 5]
    print(f"\n{name}: scikit-learn's classifier on the {len(judged)} × 20 label sets that Winnow chose from seeds 0–4:")
    for kind, data in kinds.items():
        theirs = simulation.spread(simulation.accuracies, [curve["labelled"] for curve in judged], data)
        gaps = 100 * np.abs(np.array(theirs) - np.array([curve["accuracy"] for curve in judged]))
        print(f"  {kind:24} points off by {gaps.mean():.3f} on average, {gaps.max():.2f} at most; same in "
              f"{100 * (gaps < 1e-9).mean():.1f} %; AULC by strategy Winnow/scikit-learn: " + ", ".join(
                  f"{s.split('.')[0]} {np.mean([area(c['accuracy']) for c in judged if c['strategy'] == s]):.2f}/"
                  f"{np.mean([area(t) for t, c in zip(theirs, judged) if c['strategy'] == s]):.2f}"
                  for s in simulation.STRATEGIES), flush=True)
    initial = json.load(open(f"{folder}/initial.json"))["ids"][name]
    # With two labels the three strategies order the pool alike.
    strategies = simulation.STRATEGIES if len(set(default[1])) > 2 else ["random.v1", "margin.v1"]
    theirs = simulation.run(name, strategies, initial, default)
    print(f"{name}: whole simulations of {SEEDS} seeds, mean AULC ± standard error; difference paired by seed")
    for strategy in strategies:
        mine, other = (np.array([area(c["accuracy"]) for c in curves if c["strategy"] == strategy])
                       for curves in (ours, theirs))
        print(f"  {strategy:22} Winnow {mine.mean():.2f} ± {standard_error(mine):.2f} (seeds 0–4: {mine[:5].mean():.2f}), "
              f"scikit-learn {other.mean():.2f} ± {standard_error(other):.2f} (seeds 0–4: {other[:5].mean():.2f}), "
              f"difference {(mine - other).mean():+.2f} ± {standard_error(mine - other):.2f}", flush=True)
