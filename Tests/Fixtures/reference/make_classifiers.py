"""Writes classifiers.json: scikit-learn's naive Bayes, linear support vector machine and nearest neighbours on small problems.

Run with: python3 make_classifiers.py   (needs scikit-learn and numpy; the versions used are in the file)
"""
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")


def data(classes, n, d, seed, weighted=False):
    """Rows of numbers as TF-IDF has them: few, above 0. Every column occurs."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % classes
    likely = rng.random((classes, d)) ** 3
    x = np.round(rng.random((n, d)) * (rng.random((n, d)) < 0.05 + 0.4 * likely[y]), 3)
    x[np.arange(d) % n, np.arange(d)] = 0.5
    x = x.astype(np.float32).astype(np.float64)
    w = np.round(rng.random(n) * 3, 2) if weighted else np.ones(n)
    return x, y, w


def record(name, x, y, w, classes, **more):
    return {
        "name": name, "labelCount": classes, "featureCount": x.shape[1], "labels": y.tolist(), "weights": w.tolist(),
        "rows": [[[int(j), float(v)] for j, v in enumerate(row) if v != 0] for row in x], **more,
    }


def naive_bayes(name, variant, smoothing, classes, seed, weighted=False):
    x, y, w = data(classes, 40, 30, seed, weighted)
    model = {"multinomial": MultinomialNB, "complement": ComplementNB}[variant](alpha=smoothing)
    model.fit(x, y, sample_weight=w)
    logs = model.predict_log_proba(x)
    return record(name, x, y, w, classes, variant=variant, smoothing=smoothing,
                  logProbabilities=[[round(float(p), 9) for p in row] for row in logs])


def svm(name, c, classes, seed, weighted=False, balanced=False):
    """The least value of the objective without a penalty on the intercept, which a large scale of it comes to."""
    x, y, w = data(classes, 60, 30, seed, weighted)
    # Labels that overlap, so that rows stay within their margins.
    y = np.where(np.random.default_rng(seed + 100).random(60) < 0.15, (y + 1) % classes, y)
    effective = w.copy()
    if balanced:
        effective = w * np.array([w.sum() / (classes * w[y == k].sum()) for k in y])
    value, outputs = 0.0, []
    for label in ([1] if classes == 2 else range(classes)):
        sign = np.where(y == label, 1.0, -1.0)
        model = LinearSVC(C=c, dual=False, tol=1e-10, max_iter=1000000, intercept_scaling=1000.0)
        model.fit(x, sign, sample_weight=effective)
        z = model.decision_function(x)
        value += (effective * np.maximum(0, 1 - sign * z) ** 2).sum() + 0.5 / c * (model.coef_ ** 2).sum()
        outputs.append(z)
    return record(name, x, y, w, classes, c=c, balanced=balanced, value=float(value),
                  decisions=[[round(float(z), 6) for z in row] for row in np.array(outputs).T])


def neighbours(name, k, weighting, classes, seed):
    x, y, w = data(classes, 50, 30, seed)
    model = KNeighborsClassifier(n_neighbors=k, weights=weighting, metric="cosine", algorithm="brute")
    model.fit(x[:40], y[:40])
    # Distances that the limit of 0.001 touches would be another estimate.
    assert model.kneighbors(x[40:])[0].min() > 0.01 and model.kneighbors(x[40:])[0].max() < 0.99
    return record(name, x, y, w, classes, neighbourCount=k, weighting=weighting, trainingCount=40,
                  shares=[[round(float(p), 9) for p in row] for row in model.predict_proba(x[40:])])


content = {
    "from": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
    "naiveBayes": [
        naive_bayes("multinomial, two labels", "multinomial", 1.0, 2, 1),
        naive_bayes("multinomial, four labels", "multinomial", 0.1, 4, 2),
        naive_bayes("multinomial, three labels, weights", "multinomial", 0.5, 3, 3, weighted=True),
        naive_bayes("complement, two labels", "complement", 1.0, 2, 4),
        naive_bayes("complement, four labels", "complement", 0.3, 4, 5),
        naive_bayes("complement, three labels, weights", "complement", 0.01, 3, 6, weighted=True),
    ],
    "svm": [
        svm("two labels", 1.0, 2, 7),
        svm("two labels, weakly regularised", 100.0, 2, 8),
        svm("four labels", 1.0, 4, 9),
        svm("three labels, weights", 3.0, 3, 10, weighted=True),
        svm("two labels, weights and balanced", 0.3, 2, 11, weighted=True, balanced=True),
        svm("three labels, balanced, strongly regularised", 0.03, 3, 12, balanced=True),
    ],
    "neighbours": [
        neighbours("three labels, uniform", 5, "uniform", 3, 13),
        neighbours("two labels, uniform", 7, "uniform", 2, 14),
        neighbours("four labels, by distance", 8, "distance", 4, 15),
        neighbours("two labels, by distance", 3, "distance", 2, 16),
    ],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "classifiers.json")
with open(path, "w") as file:
    json.dump(content, file)
