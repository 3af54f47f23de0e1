"""Maps of the same features by Winnow and by umap-learn: what they keep of neighbourhoods and labels, and their cost.

    map_compare.py features FOLDER          joins sets to `large.npy` (100,000 rows) and writes `.labels`
    map_compare.py neighbours NAME FILE     recall of a neighbour table (n × k, u32) against brute force on 2,000 rows
    map_compare.py umap NAME                umap-learn on one thread, saved as NAME-umap.f32
    map_compare.py score NAME FILE…         of maps (n × 2, f32)
    map_compare.py picture NAME OUT FILE…   maps side by side, coloured by label

Features are `FOLDER/NAME.npy` by embed.py; FOLDER is the environment's WINNOW_MAPS, the sets WINNOW_SHARED_DATA.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

FOLDER = Path(os.environ.get("WINNOW_MAPS", "."))
K, QUERIES = 15, 2000


def features(name):
    return np.load(FOLDER / f"{name}.npy").astype(np.float32)


def labels(name):
    if name == "large":
        return np.load(FOLDER / "large-labels.npy")
    path = Path(os.environ["WINNOW_SHARED_DATA"]) / (name.replace("-", "/", 1) + ".jsonl")
    with open(path, encoding="utf-8") as lines:
        found = [json.loads(line)["label"] for line in lines]
    return np.unique(found, return_inverse=True)[1]


def queries(n):
    return np.random.default_rng(0).permutation(n)[: min(n, QUERIES)]


def distances(rows, points):
    """Squares; of each query to every row, itself infinitely far."""
    values = (rows[points] ** 2).sum(1)[:, None] + (rows**2).sum(1)[None] - 2 * rows[points] @ rows.T
    values[np.arange(len(points)), points] = np.inf
    return values


def nearest(rows, points, k=K):
    found = []
    for part in np.array_split(points, max(1, len(points) // 250)):
        d = distances(rows, part)
        top = np.argpartition(d, k, axis=1)[:, :k]
        found.append(np.take_along_axis(top, np.argsort(np.take_along_axis(d, top, 1), 1), 1))
    return np.concatenate(found)


def score(x, y, label):
    """On 2,000 rows against all: neighbours kept, trustworthiness, accuracy of the 15 nearest's label (each 0…1), and
    the rank correlation of distances of pairs."""
    points = queries(len(x))
    high, low = nearest(x, points), nearest(y, points)
    kept = np.mean([len(np.intersect1d(a, b)) / K for a, b in zip(high, low)])
    n, penalty = len(x), 0
    for part in np.array_split(np.arange(len(points)), max(1, len(points) // 250)):
        d = distances(x, points[part])
        for place, row in zip(part, d):
            own = row[low[place]]
            ranks = (row[None] < own[:, None]).sum(1) + 1
            penalty += np.maximum(ranks - K, 0).sum()
    trust = 1 - penalty * 2 / (len(points) * K * (2 * n - 3 * K - 1))
    votes = label[low]
    guess = np.array([np.bincount(v).argmax() for v in votes])
    sample = np.random.default_rng(1).permutation(n)[: 2 * len(points)].reshape(2, -1)
    far_x = ((x[sample[0]] - x[sample[1]]) ** 2).sum(1)
    far_y = ((y[sample[0]] - y[sample[1]]) ** 2).sum(1)
    rank = lambda v: np.argsort(np.argsort(v))
    return kept, trust, np.mean(guess == label[points]), np.corrcoef(rank(far_x), rank(far_y))[0, 1]


def make_large():
    rng = np.random.default_rng(7)
    names = ["trec-train", "banking77-train", "banking77-test", "ag_news-train", "ag_news-test"]
    rows, marks, first = [], [], 0
    for name in names:
        path = FOLDER / f"{name}.npy"
        if path.exists():
            label = labels(name)
            rows.append(np.load(path))
            marks.append(label + first)
            first += label.max() + 1
    rows, marks = np.concatenate(rows), np.concatenate(marks)
    picks = np.concatenate([np.arange(len(rows)), rng.integers(0, len(rows), 100_000 - len(rows))])
    large = rows[picks]
    # Copies are moved about as far as a text's nearest neighbours lie.
    large[len(rows):] += rng.normal(0, 0.6 / np.sqrt(384), (100_000 - len(rows), 384)).astype(np.float32)
    large /= np.linalg.norm(large, axis=1, keepdims=True)
    order = rng.permutation(100_000)
    np.save(FOLDER / "large.npy", large[order].astype(np.float16))
    np.save(FOLDER / "large-labels.npy", marks[picks][order])


def run_umap(name):
    import umap

    x = features(name)
    umap.UMAP(n_epochs=5, random_state=0, n_jobs=1).fit_transform(x[:500])
    start, wall = time.process_time(), time.perf_counter()
    y = umap.UMAP(random_state=0, n_jobs=1).fit_transform(x)
    cpu, wall = time.process_time() - start, time.perf_counter() - wall
    print(f"umap-learn {name} n {len(x)}: cpu {cpu:.1f} s, wall {wall:.1f} s")
    y.astype("<f4").tofile(FOLDER / f"{name}-umap.f32")


def picture(name, out, files):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    label = labels(name)
    figure, axes = plt.subplots(1, len(files), figsize=(9 * len(files), 9), squeeze=False)
    for axis, file in zip(axes[0], files):
        y = np.fromfile(file, "<f4").reshape(-1, 2)
        axis.scatter(y[:, 0], y[:, 1], c=label, s=2 if len(y) < 30_000 else 0.3, cmap="nipy_spectral")
        axis.set_title(Path(file).name)
        axis.set_aspect("equal")
    figure.tight_layout()
    figure.savefig(out, dpi=60)


def main(mode, *rest):
    if mode == "features":
        make_large()
    elif mode == "umap":
        run_umap(rest[0])
    elif mode == "neighbours":
        x, points = features(rest[0]), None
        points = queries(len(x))
        table = np.fromfile(rest[1], "<u4").reshape(len(x), -1)
        true = nearest(x, points, table.shape[1])
        print("recall", np.mean([len(np.intersect1d(a, b)) / len(a) for a, b in zip(true, table[points])]))
    elif mode == "score":
        x, label = features(rest[0]), labels(rest[0])
        for file in rest[1:]:
            y = np.fromfile(file, "<f4").reshape(len(x), 2)
            kept, trust, accuracy, far = score(x, y, label)
            line = f"kept {kept:.4f} trust {trust:.4f} accuracy {accuracy:.4f} far {far:.3f}"
            print(f"{Path(file).name:32} {line}", flush=True)
    elif mode == "picture":
        picture(rest[0], rest[1], rest[2:])


if __name__ == "__main__":
    main(*sys.argv[1:])
