"""Writes logistic_regression.json: scikit-learn's solutions of small problems, to hold ours against.

Run with: python3 make_logistic_regression.py   (needs scikit-learn and numpy; the versions used are in the file)
"""
import json
import os
import warnings

import numpy as np
import sklearn
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")


def problem(name, classes, n, d, c, seed, weighted=False, balanced=False):
    rng = np.random.default_rng(seed)
    x = (rng.normal(size=(n, d)) * (rng.random((n, d)) < 0.2)).astype(np.float32).astype(np.float64)
    x = np.round(x, 4).astype(np.float32).astype(np.float64)
    centres = rng.normal(size=(classes, d))
    y = (x @ centres.T + rng.gumbel(size=(n, classes)) * 0.7 + np.linspace(0, 1, classes)).argmax(axis=1)
    w = np.round(rng.random(n) * 3, 2) if weighted else np.ones(n)
    model = LogisticRegression(C=c, tol=1e-12, max_iter=100000, class_weight="balanced" if balanced else None)
    model.fit(x, y, sample_weight=w)
    probabilities = model.predict_proba(x)
    effective = w.copy()
    if balanced:
        present = np.unique(y)
        totals = {k: w[y == k].sum() for k in present}
        effective = w * np.array([w.sum() / (len(present) * totals[k]) for k in y])
    z = x @ model.coef_.T + model.intercept_
    if z.shape[1] == 1:
        loss = np.logaddexp(0, -np.where(y == 1, z[:, 0], -z[:, 0]))
    else:
        loss = logsumexp(z, axis=1) - z[np.arange(n), y]
    value = float((effective * loss).sum() + 0.5 / c * (model.coef_ ** 2).sum())
    return {
        "name": name, "labelCount": classes, "c": c, "balanced": balanced,
        "rows": [[[int(j), float(v)] for j, v in enumerate(row) if v != 0] for row in x],
        "featureCount": d, "labels": y.tolist(), "weights": w.tolist(), "value": value,
        "probabilities": [[round(float(p), 9) for p in row] for row in probabilities],
    }


problems = [
    problem("two labels", 2, 60, 40, 1.0, 1),
    problem("two labels, weakly regularised", 2, 60, 40, 100.0, 2),
    problem("three labels", 3, 80, 30, 1.0, 3),
    problem("five labels, more features than rows", 5, 50, 120, 10.0, 4),
    problem("four labels, weights", 4, 80, 30, 3.0, 5, weighted=True),
    problem("three labels, balanced", 3, 80, 30, 1.0, 6, balanced=True),
    problem("two labels, weights and balanced", 2, 60, 20, 0.3, 7, weighted=True, balanced=True),
    problem("seven labels, strongly regularised", 7, 90, 25, 0.01, 8),
]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "logistic_regression.json")
with open(path, "w") as file:
    json.dump({"from": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "problems": problems}, file)
