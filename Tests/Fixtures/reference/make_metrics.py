"""Writes metrics.json: scikit-learn's measures of small sets of probabilities, to hold ours against.

Run with: python3 make_metrics.py   (needs scikit-learn and numpy; the versions used are in the file)
"""
import json
import os

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.isotonic import IsotonicRegression


def case(n, k, seed):
    rng = np.random.default_rng(seed)
    p = np.round(rng.dirichlet(np.ones(k) * 0.7, size=n), 2).astype(np.float32).astype(np.float64)
    p[:, -1] += 1 - p.sum(axis=1)
    p = p.astype(np.float32).astype(np.float64)
    y = np.array([rng.choice(k, p=(row + 0.1) / (row + 0.1).sum()) for row in p])
    predicted = p.argmax(axis=1)
    macro = dict(average="macro", zero_division=0)
    micro = dict(average="micro", zero_division=0)
    onehot = np.eye(k)[y]
    confidence = p.max(axis=1)
    bins = np.clip((confidence * 15).astype(int), 0, 14)
    ece = sum(abs(confidence[bins == b].sum() - (predicted == y)[bins == b].sum()) for b in range(15)) / n
    areas = [m.roc_auc_score(onehot[:, j], p[:, j]) for j in range(k) if 0 < onehot[:, j].sum() < n]
    return {
        "probabilities": p.tolist(), "labels": y.tolist(),
        "accuracy": m.accuracy_score(y, predicted),
        "macroPrecision": m.precision_score(y, predicted, **macro), "macroRecall": m.recall_score(y, predicted, **macro),
        "macroF1": m.f1_score(y, predicted, **macro), "microPrecision": m.precision_score(y, predicted, **micro),
        "microRecall": m.recall_score(y, predicted, **micro), "microF1": m.f1_score(y, predicted, **micro),
        "areaUnderCurve": float(np.mean(areas)),
        "logLoss": float(-np.log(np.clip(p[np.arange(n), y], 1e-7, None)).mean()),
        "brier": float(((p - onehot) ** 2).sum(axis=1).mean()), "calibrationError": float(ece),
    }


rng = np.random.default_rng(9)
x = np.round(rng.normal(size=40), 1)
y = (x + rng.normal(size=40) > 0).astype(float)
grid = np.linspace(-3, 3, 25)
isotonic = IsotonicRegression(out_of_bounds="clip").fit(x, y)
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json")
with open(path, "w") as file:
    json.dump({
        "from": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "cases": [case(60, 2, 1), case(80, 3, 2), case(120, 6, 3), case(12, 5, 4)],
        "isotonic": {"inputs": x.tolist(), "outputs": y.tolist(), "grid": grid.tolist(),
                     "values": isotonic.predict(grid).tolist()},
    }, file)
