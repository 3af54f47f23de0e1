"""The peers' side of a comparison: scikit-learn doing the same work on the same data.

Prepares, prints a line of JSON, then measures once for each line that it reads and answers with a line of JSON.
`run` starts both sides and lets them take turns.
"""
import json
import os
import sys
import time

# One thread for BLAS: the products here are sparse, more threads only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline

DATA = os.environ.get("WINNOW_SHARED_DATA", "../shared/data")


def texts(name, *splits):
    rows = [json.loads(line) for split in splits for line in open(f"{DATA}/{name}/{split}.jsonl", encoding="utf-8")]
    return [row["text"] for row in rows], [row["label"] for row in rows]


def matrix(folder, name, columns, dtype):
    """The CSR matrix that the other side wrote; scipy wants both index arrays of one type."""
    offsets = np.fromfile(f"{folder}/{name}.offsets", dtype=np.uint64).astype(np.int32)
    indices = np.fromfile(f"{folder}/{name}.columns", dtype=np.uint32).astype(np.int32)
    values = np.fromfile(f"{folder}/{name}.values", dtype=np.float32).astype(dtype)
    return sparse.csr_matrix((values, indices, offsets), shape=(len(offsets) - 1, columns))


def take_turns(prepared, measure):
    print(json.dumps(prepared), flush=True)
    for _ in sys.stdin:
        print(json.dumps(measure()), flush=True)


def now():
    """Time, or with WINNOW_BENCH_CLOCK=processor what this process and those it started have computed."""
    if os.environ.get("WINNOW_BENCH_CLOCK") == "processor":
        return sum(os.times()[:4])
    return time.perf_counter()


def seconds(body):
    start = now()
    value = body()
    return now() - start, value


def objective(x, y, weights, bias, l2):
    """Sum of log losses plus l2/2 times the squared weights, in double precision: what both sides minimise."""
    weights = weights.astype(np.float64)
    logits = x.astype(np.float64) @ weights.T + bias.astype(np.float64)
    highest = logits.max(axis=1)
    sums = np.log(np.exp(logits - highest[:, None]).sum(axis=1)) + highest
    return float((sums - logits[np.arange(len(y)), y]).sum() + l2 / 2 * (weights ** 2).sum())


def features(folder, variant):
    rows, _ = texts("ag_news", "train", "test")
    words = dict(ngram_range=(1, 2))
    characters = dict(ngram_range=(3, 5), analyzer="char_wb")
    kinds = [words] if variant == "words" else [words, characters]

    def exact():
        parts = [(str(i), TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **kind)) for i, kind in enumerate(kinds)]
        return FeatureUnion(parts).fit_transform(rows)

    def hashed():
        parts = [(str(i), make_pipeline(
            HashingVectorizer(n_features=1 << 18, alternate_sign=False, norm=None, dtype=np.float32, **kind),
            TfidfTransformer(sublinear_tf=True))) for i, kind in enumerate(kinds)]
        return FeatureUnion(parts).fit_transform(rows)

    def measure():
        exact_time, x = seconds(exact)
        hashed_time, _ = seconds(hashed)
        return {"seconds": min(exact_time, hashed_time), "exact": exact_time, "hashed": hashed_time,
                "entries": int(x.nnz)}

    take_turns({"texts": len(rows)}, measure)


def fit(folder, columns, l2):
    y = np.fromfile(f"{folder}/labels", dtype=np.int32)
    whole = {dtype: matrix(folder, "x", columns, dtype) for dtype in (np.float32, np.float64)}
    used = np.unique(whole[np.float64].indices)
    compact = {dtype: x[:, used] for dtype, x in whole.items()}
    exact = LogisticRegression(C=1 / l2, tol=1e-9, max_iter=100000).fit(compact[np.float64], y)
    best = objective(compact[np.float64], y, exact.coef_, exact.intercept_, l2)

    def run(x, tolerance):
        model = LogisticRegression(C=1 / l2, tol=tolerance, max_iter=100000)
        took, _ = seconds(lambda: model.fit(x, y))
        value = objective(x, y, model.coef_, model.intercept_, l2)
        return took, value, int(model.n_iter_[0])

    def first_good(x):
        """The loosest tolerance that reaches the least value within 1e-6, so that the peer does no needless work."""
        for tolerance in (1e-4, 3e-5, 1e-5, 3e-6, 1e-6) if x.dtype == np.float64 else (1e-5, 1e-6):
            _, value, _ = run(x, tolerance)
            if value <= best * (1 + 1e-6):
                return tolerance
        return None

    candidates = {}
    for label, group in (("compact", compact), ("whole", whole)):
        for dtype, x in group.items():
            tolerance = first_good(x) if label == "compact" else candidates[f"compact {np.dtype(dtype).name}"][1]
            candidates[f"{label} {np.dtype(dtype).name}"] = (x, tolerance)

    first = {}

    def measure():
        figures = {"best": best, **first}
        for name, (x, tolerance) in candidates.items():
            # The whole width is far slower and no contender: once is enough.
            if tolerance is None or name in first:
                continue
            took, value, iterations = run(x, tolerance)
            figures[name] = took
            figures[f"{name} value"] = value
            figures[f"{name} iterations"] = iterations
            figures[f"{name} tolerance"] = tolerance
        first.update({key: figures[key] for key in figures if key.startswith("whole")})
        # What the other side found, judged by the same yardstick.
        weights = np.fromfile(f"{folder}/weights", dtype=np.float32).reshape(-1, columns)
        bias = np.fromfile(f"{folder}/bias", dtype=np.float32)
        figures["ours value"] = objective(whole[np.float64], y, weights, bias, l2)
        compacts = [k for k in candidates if k.startswith("compact") and k in figures]
        figures["seconds"] = min(figures[k] for k in compacts)
        figures["value"] = figures[min(compacts, key=figures.get) + " value"]
        return figures

    take_turns({"columns": int(len(used)), "best": best}, measure)


def score(folder, columns):
    weights = np.fromfile(f"{folder}/weights", dtype=np.float32).reshape(-1, columns)
    bias = np.fromfile(f"{folder}/bias", dtype=np.float32)
    wanted = np.fromfile(f"{folder}/probabilities", dtype=np.float32).reshape(-1, len(weights))
    sides = {}
    for dtype in (np.float32, np.float64):
        model = LogisticRegression()
        model.classes_ = np.arange(len(weights))
        model.n_features_in_ = columns
        model.coef_, model.intercept_ = weights.astype(dtype), bias.astype(dtype)
        sides[np.dtype(dtype).name] = (matrix(folder, "x", columns, dtype), model)

    def measure():
        figures = {}
        for name, (x, model) in sides.items():
            figures[name], probabilities = seconds(lambda: model.predict_proba(x))
            figures[f"{name} difference"] = float(np.abs(probabilities - wanted).max())
        figures["seconds"] = min(figures[name] for name in sides)
        return figures

    take_turns({"rows": len(wanted)}, measure)


def dense(folder, rows, columns, outputs, stride):
    x = np.fromfile(f"{folder}/x", dtype=np.float32).reshape(rows, columns)
    weights = np.ascontiguousarray(np.fromfile(f"{folder}/weights", dtype=np.float32).reshape(columns, stride)[:, :outputs])
    out = np.empty((rows, outputs), dtype=np.float32)

    def measure():
        took, _ = seconds(lambda: np.matmul(x, weights, out=out))
        return {"seconds": took, "first": float(out[0, 0])}

    take_turns({}, measure)


def kernels(folder, outputs, columns, terms):
    """The same by numpy, scipy and scikit-learn, each as its users would write it, on one thread."""
    from scipy.special import softmax
    from scipy.stats import entropy
    from sklearn.metrics import pairwise_distances_argmin
    from sklearn.metrics.pairwise import euclidean_distances
    logits = np.fromfile(f"{folder}/logits", dtype=np.float32).reshape(-1, outputs)
    x, points = (np.fromfile(f"{folder}/{name}", dtype=np.float32).reshape(-1, columns) for name in ("x", "points"))
    rows = matrix(folder, "sparse", terms, np.float32)
    table = np.fromfile(f"{folder}/table", dtype=np.float32).reshape(terms, -1)

    def measure():
        figures, probabilities = {}, softmax(logits, axis=1)
        works = {
            "softmax": lambda: softmax(logits, axis=1),
            "entropy": lambda: entropy(probabilities, axis=1),
            "distances": lambda: euclidean_distances(x, points, squared=True),
            "nearest": lambda: pairwise_distances_argmin(x, points),
            "sparse": lambda: rows @ table,
        }
        for name, work in works.items():
            figures[name], result = seconds(work)
            if name != "softmax":
                figures[f"{name.removesuffix('s')} sum"] = float(np.sum(result, dtype=np.float64))
        return figures

    take_turns({}, measure)


def densefit(folder, columns, l2):
    y = np.fromfile(f"{folder}/labels", dtype=np.int32)
    x = {dtype: np.fromfile(f"{folder}/x", dtype=np.float32).reshape(-1, columns).astype(dtype)
         for dtype in (np.float32, np.float64)}
    exact = LogisticRegression(C=1 / l2, tol=1e-9, max_iter=100000).fit(x[np.float64], y)
    best = objective(x[np.float64], y, exact.coef_, exact.intercept_, l2)

    def run(dtype, tolerance):
        model = LogisticRegression(C=1 / l2, tol=tolerance, max_iter=100000)
        took, _ = seconds(lambda: model.fit(x[dtype], y))
        return took, objective(x[dtype], y, model.coef_, model.intercept_, l2)

    # The loosest tolerance that reaches the least value within 1e-6, so that the peer does no needless work.
    tolerances = {dtype: next((tolerance for tolerance in (1e-4, 3e-5, 1e-5, 3e-6, 1e-6)
                               if run(dtype, tolerance)[1] <= best * (1 + 1e-6)), None) for dtype in x}

    def measure():
        figures = {"best": best}
        # Single precision may not get there at any tolerance; then double precision alone counts.
        for dtype, tolerance in tolerances.items():
            figures[np.dtype(dtype).name] = run(dtype, tolerance)[0] if tolerance else float("inf")
        weights = np.fromfile(f"{folder}/weights", dtype=np.float32).reshape(-1, columns)
        bias = np.fromfile(f"{folder}/bias", dtype=np.float32)
        figures["ours value"] = objective(x[np.float64], y, weights, bias, l2)
        figures["seconds"] = min(figures["float32"], figures["float64"])
        return figures

    take_turns({"best": best}, measure)


def simulate(folder, name):
    import simulation
    initial = json.load(open(f"{folder}/initial.json"))["ids"][name]

    def measure():
        took, curves = seconds(lambda: simulation.run(name, simulation.STRATEGIES, initial))
        figures = {"seconds": took}
        for strategy in simulation.STRATEGIES:
            areas = [np.mean(curve["accuracy"]) for curve in curves if curve["strategy"] == strategy]
            figures[strategy] = 100 * float(np.mean(areas))
        return figures

    take_turns({}, measure)


if __name__ == "__main__":
    name, folder = sys.argv[1:3]
    if name == "features":
        features(folder, sys.argv[3])
    elif name == "fit":
        fit(folder, int(float(sys.argv[3])), float(sys.argv[4]))
    elif name == "score":
        score(folder, int(float(sys.argv[3])))
    elif name == "dense":
        dense(folder, *(int(float(number)) for number in sys.argv[3:7]))
    elif name == "kernels":
        kernels(folder, *(int(float(number)) for number in sys.argv[3:6]))
    elif name == "densefit":
        densefit(folder, int(float(sys.argv[3])), float(sys.argv[4]))
    elif name == "simulate":
        simulate(folder, sys.argv[3])
