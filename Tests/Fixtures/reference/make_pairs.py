"""Writes pairs.json: the losses of pairs of rows, their gradients, and the minima of logistic regressions with them.

Everything is written down in the weights themselves and in double precision; gradients are held against finite differences
before anything is written. Run with: python3 make_pairs.py   (needs scipy and numpy; the versions used are in the file)
"""
import json
import os

import numpy as np
import scipy
from scipy.optimize import approx_fprime, minimize
from scipy.special import logsumexp


class Problem:
    def __init__(self, labels, pairs, singles, columns, seed, weighted):
        rng = np.random.default_rng(seed)
        centres = rng.normal(size=(labels, columns))

        def row():
            return np.round(rng.normal(size=columns) * (rng.random(columns) < 0.4), 3)

        self.x, self.y, self.pairs = [], [], []
        for number in range(pairs):
            original = row()
            label = int((centres @ original + rng.gumbel(size=labels)).argmax())
            revised = original.copy()
            is_flip = number % 4 < 3
            for column in rng.choice(columns, 4, replace=False):
                revised[column] = np.round(revised[column] + rng.normal(), 3)
            other = int((label + 1 + rng.integers(labels - 1)) % labels)
            self.pairs.append((len(self.x), len(self.x) + 1, "flip" if is_flip else "invariance"))
            self.x += [original, revised]
            self.y += [label, other if is_flip else label]
        for _ in range(singles):
            self.x.append(row())
            self.y.append(int((centres @ self.x[-1] + rng.gumbel(size=labels)).argmax()))
        self.x = np.array(self.x).astype(np.float32).astype(np.float64)
        self.y = np.array(self.y)
        self.w = np.round(0.3 + 2 * rng.random(len(self.y)), 2) if weighted else np.ones(len(self.y))
        if weighted:
            self.w[1] = 0
        self.labels, self.columns = labels, columns
        self.outputs = 1 if labels == 2 else labels

    def decision(self, z, new, old):
        """Log-odds of one label against another."""
        return (z[0] if new == 1 else -z[0]) if self.outputs == 1 else z[new] - z[old]

    def pair_loss(self, weights, strengths):
        """The sum over pairs and its gradient by the weights, (columns, outputs)."""
        value, gradient = 0.0, np.zeros_like(weights)
        for first, second, kind in self.pairs:
            weight = min(self.w[first], self.w[second])
            d = self.x[second] - self.x[first]
            gaps = d @ weights
            old, new = self.y[first], self.y[second]
            if kind == "flip":
                # u = weights @ c
                c = np.zeros(self.outputs)
                if self.outputs == 1:
                    c[0] = 1 if new == 1 else -1
                else:
                    c[new], c[old] = 1, -1
                u, g = weights @ c, self.decision(gaps, new, old)
                scale = strengths["difference"] * weight
                value += scale * np.logaddexp(0, -g)
                gradient -= scale / (1 + np.exp(g)) * np.outer(d, c)
                scale = strengths["gradientSupervision"] * weight
                length, distance = np.sqrt(u @ u + 1e-6), np.linalg.norm(d)
                value += scale * (1 - u @ d / (length * distance))
                gradient += scale * np.outer(-d / (length * distance) + (u @ d) * u / (length ** 3 * distance), c)
            else:
                scale = strengths["invariance"] * weight
                if self.outputs == 1:
                    value += scale * gaps[0] ** 2
                    gradient[:, 0] += 2 * scale * gaps[0] * d
                else:
                    m = self.outputs
                    for a in range(m):
                        for b in range(a):
                            share = scale / (m * (m - 1) / 2)
                            gap = gaps[a] - gaps[b]
                            value += share * gap ** 2
                            gradient[:, a] += 2 * share * gap * d
                            gradient[:, b] -= 2 * share * gap * d
        return value, gradient

    def objective(self, flat, l2, strengths):
        weights = flat[:self.columns * self.outputs].reshape(self.columns, self.outputs)
        bias = flat[self.columns * self.outputs:]
        z = self.x @ weights + bias
        if self.outputs == 1:
            sign = np.where(self.y == 1, 1, -1)
            losses = np.logaddexp(0, -sign * z[:, 0])
            by_logit = (-sign / (1 + np.exp(sign * z[:, 0])))[:, None]
        else:
            highest = logsumexp(z, axis=1)
            losses = highest - z[np.arange(len(self.y)), self.y]
            by_logit = np.exp(z - highest[:, None])
            by_logit[np.arange(len(self.y)), self.y] -= 1
        by_logit = by_logit * self.w[:, None]
        value, gradient = self.pair_loss(weights, strengths)
        value += self.w @ losses + l2 / 2 * (weights ** 2).sum()
        gradient = gradient + self.x.T @ by_logit + l2 * weights
        return value, np.concatenate([gradient.ravel(), by_logit.sum(0)])

    def minimum(self, start, l2, strengths):
        return minimize(self.objective, start, args=(l2, strengths), jac=True, method="BFGS",
                        options={"gtol": 1e-9, "maxiter": 10000})


def solve(name, shape, l2, **given):
    strengths = {"difference": 0, "gradientSupervision": 0, "invariance": 0, **given}
    one = Problem(*shape)
    rng = np.random.default_rng(99)
    point = rng.normal(size=one.columns * one.outputs + one.outputs)
    exact = one.objective(point, l2, strengths)[1]
    near = approx_fprime(point, lambda flat: one.objective(flat, l2, strengths)[0], 1e-7)
    assert np.abs(exact - near).max() < 1e-4 * max(1, np.abs(exact).max()), name
    origin = np.zeros(len(point))
    convex = one.minimum(origin, l2, {**strengths, "gradientSupervision": 0})
    found = one.minimum(convex.x, l2, strengths)
    assert np.abs(found.jac).max() < 1e-5, (name, np.abs(found.jac).max())
    size = one.columns * one.outputs
    at = np.round(point[:size], 3)
    value, gradient = one.pair_loss(at.reshape(one.columns, one.outputs), strengths)
    weights, bias = found.x[:size].reshape(one.columns, one.outputs), found.x[size:]
    z = one.x @ weights + bias
    if one.outputs == 1:
        z = np.hstack([np.zeros_like(z), z])
    probabilities = np.exp(z - logsumexp(z, axis=1)[:, None])
    return {
        "name": name, "labelCount": one.labels, "featureCount": one.columns, "l2": l2, **strengths,
        "rows": [[[int(j), float(v)] for j, v in enumerate(row) if v != 0] for row in one.x],
        "labels": one.y.tolist(), "weights": one.w.tolist(), "pairs": [list(pair[:2]) for pair in one.pairs],
        "kinds": [pair[2] for pair in one.pairs],
        "point": at.tolist(), "pairValue": value, "pairGradient": gradient.ravel().tolist(),
        "value": float(found.fun), "probabilities": [[round(float(p), 9) for p in row] for row in probabilities],
    }


two, three = (2, 16, 20, 12, 1, False), (3, 20, 20, 10, 2, False)
heavy, wide = (2, 16, 20, 12, 3, True), (4, 20, 10, 60, 4, True)
problems = [
    solve("two labels, difference", two, 1.0, difference=2.0),
    solve("two labels, gradients", two, 1.0, gradientSupervision=3.0),
    solve("two labels, invariance", two, 0.5, invariance=1.5),
    solve("three labels, difference", three, 0.3, difference=1.0),
    solve("three labels, gradients", three, 0.3, gradientSupervision=1.0),
    solve("three labels, invariance", three, 0.3, invariance=4.0),
    solve("two labels, weights, everything", heavy, 0.5, difference=0.7, gradientSupervision=0.8, invariance=0.6),
    solve("four labels, more columns than rows, everything", wide, 1.0, difference=1.0, gradientSupervision=0.5,
          invariance=1.0),
]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pairs.json")
with open(path, "w") as file:
    json.dump({"from": f"numpy {np.__version__}, scipy {scipy.__version__}", "problems": problems}, file)
