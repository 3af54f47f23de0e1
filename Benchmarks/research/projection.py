"""What a learned projection of frozen features adds to the present head (balanced logistic regression on tempered axes).

Dev protocol of findings.md: `train` of each set, 70 % pool and 30 % dev by sha256(id). `final` learns from `train` and tests
on `test`. Features are those of ../embed.py. Methods: base; identity (base without preference for a strength); supcon-t1-p0.3,
balanced-t1-p0.3 (a linear map held to 1 by p, of temperature t); lda-s0.9-z0.5 (added columns of shrinkage s and size z).

    projection.py FOLDER dev|final FIRST-LAST METHOD,... SET:N,N...      one line of JSON a fit; then a table
"""

import collections
import functools
import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

STRENGTHS = [1, 0.32, 0.1, 0.032, 0.01]  # The third is kept while none is surely better.


def read(folder, name, final):
    def rows(split):
        with open(Path(os.environ["WINNOW_SHARED_DATA"]) / name / f"{split}.jsonl", encoding="utf-8") as lines:
            items = [json.loads(line) for line in lines]
        features = np.load(Path(folder) / f"{name}-{split}.npy").astype(float)
        return features, np.array([item["label"] for item in items]), [item["id"] for item in items]

    x, labels, ids = rows("train")
    names, y = np.unique(labels, return_inverse=True)
    if final:
        x_test, labels_test, _ = rows("test")
        return x, y, x_test, np.searchsorted(names, labels_test)
    pool = np.array([int(hashlib.sha256(i.encode()).hexdigest()[:8], 16) / 2**32 for i in ids]) < 0.7
    return x[pool], y[pool], x[~pool], y[~pool]


class Axes:
    """Principal axes of a pool and their tempering."""

    def __init__(self, pool):
        self.mean = pool.mean(0)
        values, self.vectors = np.linalg.eigh(np.cov((pool - self.mean).T))
        self.values = np.maximum(values, 1e-12)

    def __call__(self, x, count):
        scales = self.values ** (0.25 * min(1, np.sqrt(100 / count)))
        return (x - self.mean) @ self.vectors * scales / np.sqrt((self.values * scales**2).sum())


def span(x):
    """Rows in an orthonormal basis of what they span, and the basis."""
    basis, r = np.linalg.qr(x.T)
    return r.T, basis


def logistic(x, y, k, l2):
    """Balanced multinomial regression on labels that occur: weights and a free bias."""
    counts = np.bincount(y, minlength=k)
    weights = (len(y) / ((counts > 0).sum() * np.maximum(counts, 1)))[y]
    (x, basis), target, masked = span(x), np.eye(k)[y], np.where(counts > 0, 0, -1e9)
    d = x.shape[1]

    def value(flat):
        w, b = flat[: d * k].reshape(d, k), flat[d * k :]
        z = x @ w + b + masked
        z -= z.max(1, keepdims=True)
        e = np.exp(z)
        s = e.sum(1, keepdims=True)
        g = (e / s - target) * weights[:, None]
        loss = weights @ (np.log(s[:, 0]) - z[np.arange(len(y)), y]) + 0.5 * l2 * (w * w).sum()
        return loss, np.concatenate([(x.T @ g + l2 * w).ravel(), g.sum(0)])

    flat = minimize(value, np.zeros(d * k + k), jac=True, method="L-BFGS-B", options={"maxiter": 150, "ftol": 1e-7}).x
    return basis @ flat[: d * k].reshape(d, k), flat[d * k :] + masked


def supcon(z, y, tau):
    """Supervised contrastive loss (Khosla et al. 2020, L out)."""
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    number = same.sum(1)
    weight = np.where(number > 0, 1 / (number + 1), 0)
    weight /= max(weight.sum(), 1e-12)
    s = z @ z.T / tau
    np.fill_diagonal(s, -np.inf)
    e = np.exp(s - s.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    q = same / np.maximum(number, 1)[:, None]
    loss = -(q * np.log(np.where(same, np.maximum(p, 1e-300), 1))).sum(1)
    g = (p - q) * (weight / tau)[:, None]
    return weight @ loss, (g + g.T) @ z


def balanced(z, y, tau):
    """The same over a weighted set, as Winnow has it: labels of equal weight, a row is its own pair."""
    counts = np.bincount(y)
    weight = 1 / ((counts > 0).sum() * counts[y])
    e = weight * np.exp((z @ z.T - 1) / tau)
    total = e.sum(1, keepdims=True)
    q = (y[:, None] == y) / counts[y][:, None]
    g = (e / total - q) * (weight / tau)[:, None]
    return weight @ (np.log(total[:, 0]) - (q * (z @ z.T - 1) / tau).sum(1)), (g + g.T) @ z


def learn_linear(x, y, loss, pull):
    """W of least loss(unit(x W)) + pull / 2 · |W − 1|², in the span of the rows; W is 1 beside it."""
    inner, basis = span(x)
    shape = inner.shape[1], x.shape[1]

    def value(flat):
        delta = flat.reshape(shape)
        u = x + inner @ delta
        norm = np.sqrt((u * u).sum(1, keepdims=True) + 0.01)
        objective, g = loss(u / norm, y)
        g = (g - u * (g * u).sum(1, keepdims=True) / norm**2) / norm
        return objective + 0.5 * pull * (flat @ flat), (inner.T @ g + pull * delta).ravel()

    flat = minimize(value, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return np.eye(shape[1]) + basis @ flat.reshape(shape)


def discriminants(x, y, shrinkage, size):
    """Directions of a regularised discriminant analysis (Friedman 1989), as columns beside the features."""
    means = np.stack([x[y == c].mean(0) for c in np.unique(y)])
    residuals = x - means[np.unique(y, return_inverse=True)[1]]
    c = residuals.T @ residuals
    c = (1 - shrinkage) * c + (shrinkage * np.trace(c) / len(c) + 1e-12) * np.eye(len(c))
    columns = np.linalg.solve(c, (means - means.mean(0)).T)
    return np.hstack([np.eye(len(c)), columns * size * np.sqrt(len(x)) / np.linalg.norm(x @ columns)])


def projection(name, x, y):
    """W that a method's name spells, learned from rows."""
    kind, *options = name.split("-")
    given = {option[0]: float(option[1:]) for option in options}
    if kind == "lda":
        return discriminants(x, y, given["s"], given["z"])
    losses = dict(supcon=supcon, balanced=balanced)
    return learn_linear(x, y, functools.partial(losses[kind], tau=given["t"]), given["p"]) if given else np.eye(x.shape[1])


def folds_of(y, seed, count=5):
    order = np.random.default_rng(seed).permutation(len(y))
    order = order[np.argsort(y[order], kind="stable")]
    return np.argsort(order) % count


def validate(name, x, y, k, fold):
    """Out-of-fold log losses of rows, for each strength, each after its best temperature."""
    logits = np.zeros((len(STRENGTHS), len(y), k))
    for f in range(fold.max() + 1):
        table = projection(name, x[fold != f], y[fold != f])
        for place, l2 in enumerate(STRENGTHS):
            w, b = logistic(x[fold != f] @ table, y[fold != f], k, l2)
            logits[place, fold == f] = x[fold == f] @ table @ w + b
    known = [i for i in range(len(y)) if ((fold != fold[i]) & (y == y[i])).any()]

    def losses(z):
        z = z - z.max(1, keepdims=True)
        return np.minimum(np.log(np.exp(z).sum(1)) - z[np.arange(len(known)), y[known]], 50)

    return [min((losses(z[known] / t) for t in np.geomspace(0.1, 10, 41)), key=np.mean) for z in logits]


def is_surely_better(losses, than):
    gap = than - losses
    return gap.mean() > gap.std() / np.sqrt(len(gap))


def main(folder, mode, seeds, methods, plans):
    gains = collections.defaultdict(list)
    for name, counts in (plan.split(":") for plan in plans):
        x, y, x_test, y_test = read(folder, name, mode == "final")
        axes, k = Axes(x), y.max() + 1
        for count, seed in ((int(n), s) for n in counts.split(",") for s in range(*map(int, seeds.split("-")))):
            rows = np.random.default_rng(seed).choice(len(y), count, replace=False)
            learn, show, labels = axes(x[rows], count), axes(x_test, count), y[rows]
            for method in ["base"] + [m for m in methods.split(",") if m != "base"]:
                losses = validate(method, learn, labels, k, folds_of(labels, seed))
                best = int(np.argmin([each.mean() for each in losses]))
                if method == "base" and not is_surely_better(losses[best], losses[2]):
                    best = 2
                table = projection(method, learn, labels)
                w, b = logistic(learn @ table, labels, k, STRENGTHS[best])
                accuracy = 100 * ((show @ table @ w + b).argmax(1) == y_test).mean()
                plain = (losses[best], accuracy) if method == "base" else plain
                is_on = is_surely_better(losses[best], plain[0])
                gain = accuracy - plain[1]
                gains[method].append((gain, gain * is_on, is_on))
                print(json.dumps(dict(set=name, n=count, seed=seed, method=method, l2=STRENGTHS[best],
                    accuracy=round(accuracy, 3), gain=round(gain, 3), on=bool(is_on))), flush=True)
    for method, values in gains.items():
        mean, error = np.mean(values, 0), np.std(values, 0) / np.sqrt(len(values))
        print(f"{method}: gain {mean[0]:+.2f} ±{error[0]:.2f}, gated {mean[1]:+.2f} ±{error[1]:.2f}, on {mean[2]:.2f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
