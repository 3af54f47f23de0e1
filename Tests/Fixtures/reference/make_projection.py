"""Writes projection.json: the contrastive loss, its gradient and the projection of least objective, in double precision.

Run with: python3 make_projection.py   (needs scipy and numpy; the versions used are in the file)
"""
import json
import os

import numpy as np
import scipy
from scipy.optimize import minimize


def loss(u, labels, a, tau):
    """L of ContrastiveProjection and its derivative by the rows."""
    norm = np.sqrt((u * u).sum(1, keepdims=True) + 0.01)
    z = u / norm
    s = z @ z.T / tau
    mass = a * np.exp(s)
    total = mass.sum(1, keepdims=True)
    same = labels[:, None] == labels
    q = same * a / (same * a).sum(1, keepdims=True)
    value = -(a[:, None] * q * (s - np.log(total))).sum()
    g = a[:, None] * (mass / total - q) / tau
    g = (g + g.T) @ z
    return value, (g - z * (g * z).sum(1, keepdims=True)) / norm


def problem(name, labels, columns, tau, pull, balanced, seed):
    rng = np.random.default_rng(seed)
    labels = np.array(labels)
    means = rng.normal(size=(labels.max() + 1, columns))
    x = (means[labels] + 1.5 * rng.normal(size=(len(labels), columns))).astype(np.float32).astype(float)
    w = np.round(0.5 + 2 * rng.random(len(labels)), 2)
    totals = np.bincount(labels, w)
    a = w / (totals[labels] * (totals > 0).sum() if balanced else w.sum())
    centred = x - a @ x
    centred /= np.sqrt(a @ (centred * centred).sum(1))

    def objective(flat):
        d = flat.reshape(columns, columns)
        value, g = loss(centred + centred @ d, labels, a, tau)
        return value + pull / 2 * flat @ flat, (centred.T @ g + pull * d).ravel()

    found = minimize(objective, np.zeros(columns * columns), jac=True, method="BFGS", options={"gtol": 1e-10})
    value, gradient = loss(x, labels, a, tau)
    return {
        "name": name, "temperature": tau, "pull": pull, "balanced": balanced, "labels": labels.tolist(),
        "rows": x.tolist(), "weights": w.tolist(), "shares": a.tolist(), "loss": value, "gradient": gradient.tolist(),
        "discriminant": discriminant(centred, labels, a, 0.7, 0.5).tolist(),
        "difference": found.x.reshape(columns, columns).tolist(),
    }


def discriminant(x, labels, a, shrinkage, size):
    """The columns that DiscriminantProjection adds, on rows that are centred and scaled."""
    means = np.stack([a[labels == c] @ x[labels == c] / a[labels == c].sum() for c in np.unique(labels)])
    residuals = np.sqrt(a)[:, None] * (x - means[np.unique(labels, return_inverse=True)[1]])
    c = residuals.T @ residuals
    c = (1 - shrinkage) * c + shrinkage * np.trace(c) / len(c) * np.eye(len(c))
    b = np.linalg.solve(c, (means - means.mean(0)).T)
    return b * size / np.sqrt(a @ ((x @ b) ** 2).sum(1))


problems = [
    problem("two labels", [0, 1] * 6, 4, 1, 0.3, True, 1),
    problem("three labels, one of a single row", [0, 0, 0, 0, 1, 1, 1, 2], 5, 0.5, 0.5, True, 2),
    problem("rows by weight alone", [0, 1, 2, 2, 2, 0, 1, 2, 2, 2, 1], 3, 0.3, 0.5, False, 3),
    problem("more columns than rows", [0, 1, 0, 1, 2, 2], 9, 1, 0.1, True, 4),
]
name = os.path.join(os.path.dirname(os.path.abspath(__file__)), "projection.json")
with open(name, "w") as file:
    json.dump({"from": f"numpy {np.__version__}, scipy {scipy.__version__}", "problems": problems}, file)
