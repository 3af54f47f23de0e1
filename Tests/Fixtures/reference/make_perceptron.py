"""Writes perceptron.json: losses and gradients of small networks, and steps of optimizers, to hold ours against.

Everything is in double precision, written out from the formulas:
 - gradients: Rumelhart, Hinton and Williams 1986; the losses are those of `LogisticLosses.swift`
 - adam: Kingma and Ba 2015, algorithm 1, with the decoupled decay of Loshchilov and Hutter 2019, algorithm 2
   (torch.optim.AdamW)
 - sgd: velocity v = mu v + g, w -= eta v (torch.optim.SGD), decay decoupled
 - rmsprop: s = rho s + (1 - rho) g^2, w -= eta g / (sqrt(s) + eps) (torch.optim.RMSprop), decay decoupled

Run with: python3 make_perceptron.py   (needs numpy; the version used is in the file)
"""
import json
import os

import numpy as np


def single(a):
    """Numbers as single precision has them."""
    return np.asarray(a, dtype=np.float32).astype(np.float64)


def softplus(z):
    return np.logaddexp(0, z)


def loss_of(head, z, answers, weights):
    """Sum of weighted losses, and derivatives by the logits z (n, m)."""
    value, d = 0.0, np.zeros_like(z)
    for i, (answer, w) in enumerate(zip(answers, weights)):
        if head == "binomial":
            s = 1 if answer == [1] else -1
            value += w * softplus(-s * z[i, 0])
            d[i, 0] = -w * s / (1 + np.exp(s * z[i, 0]))
        elif head == "softmax":
            p = np.exp(z[i] - z[i].max())
            p /= p.sum()
            inside = p[answer].sum()
            value -= w * np.log(inside)
            d[i] = w * p
            d[i, answer] -= w * p[answer] / inside
        else:
            for c, state in enumerate(answer):
                if state == 2:
                    continue
                s = 1 if state == 1 else -1
                value += w * softplus(-s * z[i, c])
                d[i, c] = -w * s / (1 + np.exp(s * z[i, c]))
    return value, d


def network(head, x, layers, answers, weights):
    units, sums = [x], []
    for number, (w, b) in enumerate(layers):
        z = units[-1] @ w + b
        sums.append(z)
        units.append(np.maximum(z, 0) if number < len(layers) - 1 else z)
    value, delta = loss_of(head, sums[-1], answers, weights)
    total = weights.sum()
    delta = delta / total
    gradients = []
    for number in reversed(range(len(layers))):
        gradients.append((units[number].T @ delta, delta.sum(axis=0)))
        if number > 0:
            delta = (delta @ layers[number][0].T) * (sums[number - 1] > 0)
    return value / total, gradients[::-1], sums[-1]


def problem(name, head, outputs, hidden, sparse, dense, n, seed):
    rng = np.random.default_rng(seed)
    left = single(np.round(rng.normal(size=(n, sparse)) * (rng.random((n, sparse)) < 0.3), 3))
    right = single(np.round(rng.normal(size=(n, dense)), 3))
    x = np.hstack([left, right])
    sizes = [sparse + dense] + hidden + [outputs]
    layers = [
        (single(rng.normal(size=(a, b)) * np.sqrt(2 / a)), single(rng.normal(size=b) * 0.1))
        for a, b in zip(sizes, sizes[1:])
    ]
    weights = np.round(rng.random(n) * 2 + 0.1, 2)
    if head == "binomial":
        answers = [[int(v)] for v in rng.integers(0, 2, n)]
    elif head == "softmax":
        answers = [[int(v)] for v in rng.integers(0, outputs, n)]
        for i in range(0, n, 3):  # partial labels
            answers[i] = sorted(int(v) for v in rng.choice(outputs, outputs - 1, replace=False))
    else:
        answers = [[int(v) for v in rng.integers(0, 3, outputs)] for _ in range(n)]
        for answer in answers:  # a row of which nothing is known is none
            if answer == [2] * outputs:
                answer[0] = 0
        assert all({0, 1} <= {answer[c] for answer in answers} for c in range(outputs))
    value, gradients, logits = network(head, x, layers, answers, weights)
    return {
        "name": name, "head": head, "outputCount": outputs, "hidden": hidden, "sparseCount": sparse,
        "rows": x.tolist(), "weights": weights.tolist(), "answers": answers,
        "layers": [{"weights": w.tolist(), "bias": b.tolist()} for w, b in layers],
        "loss": float(value), "logits": logits.tolist(),
        "gradients": [{"weights": w.tolist(), "bias": b.tolist()} for w, b in gradients],
    }


def steps(kind, seed, eta=0.05, decay=0.1, count=3):
    rng = np.random.default_rng(seed)
    w = single(rng.normal(size=5))
    gradients = [single(rng.normal(size=5)) for _ in range(count)]
    start, m, v, after = w.copy(), np.zeros(5), np.zeros(5), []
    for t, g in enumerate(gradients, 1):
        kept = w * (1 - eta * decay)
        if kind == "adam":
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            w = kept - eta * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        elif kind == "sgd":
            m = 0.9 * m + g
            w = kept - eta * m
        else:
            v = 0.9 * v + 0.1 * g * g
            w = kept - eta * g / (np.sqrt(v) + 1e-8)
        after.append(w.tolist())
    return {
        "kind": kind, "rate": eta, "decay": decay, "start": start.tolist(),
        "gradients": [g.tolist() for g in gradients], "after": after,
    }


result = {
    "from": f"numpy {np.__version__}",
    "problems": [
        problem("two labels, one layer, dense", "binomial", 1, [5], 0, 7, 9, 1),
        problem("two labels, two layers, sparse", "binomial", 1, [6, 4], 12, 0, 9, 2),
        problem("four labels, partial ones too, one layer, both", "softmax", 4, [7], 10, 5, 12, 3),
        problem("three labels, two layers, dense", "softmax", 3, [18, 5], 0, 6, 10, 4),
        problem("multi-label with unknown ones, one layer, sparse", "labelwise", 3, [6], 9, 0, 11, 5),
        problem("multi-label, two layers, both", "labelwise", 4, [5, 17], 8, 4, 10, 6),
    ],
    "steps": [steps("adam", 11), steps("sgd", 12), steps("rmsprop", 13)],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "perceptron.json")
with open(path, "w") as file:
    json.dump(result, file)
