"""Low-rank adapters in the last layer of MiniLM, trained on few labels by numpy alone: what they gain, and in which time.

Token states before the last layer are cached, so a step is a forward and a backward pass of one layer. Rank-8 adapters
beside the query, value, intermediate and output matrices (Hu et al. 2022) are trained with a linear head by Adam on the
balanced logistic loss (objective `logistic`) or on the supervised contrastive loss (`supcon`, SetFit's idea); the features
that come out go through the same tempering and regression as the frozen ones.

    adapters.py SET COUNTS SEEDS RATE,... STEPS OBJECTIVE     with ../embed.py and projection.py on the path
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from scipy.special import erf

import projection as pj
from embed import HEADS, LAYERS, WIDTH, Encoder

RANK = 8
LAYER = f"encoder.layer.{LAYERS - 1}"
ADAPTED = {part: f"{LAYER}.{part}.weight" for part in
    ("attention.self.query", "attention.self.value", "intermediate.dense", "output.dense")}


class Cut(Encoder):
    """The encoder without its last layer."""

    def hidden(self, ids):
        keep = {}

        def grab(hidden, name):
            keep[name] = normal(hidden, name)
            return keep[name]

        normal = self.normalized
        self.normalized = grab
        self(ids)
        self.normalized = normal
        return keep[f"encoder.layer.{LAYERS - 2}.output.LayerNorm"]


def norm_back(g, x, w):
    """Gradient of a layer normalisation of x by its input."""
    c = x - x.mean(-1, keepdims=True)
    s = np.sqrt((c * c).mean(-1, keepdims=True) + 1e-12)
    h, g = c / s, g * w
    return (g - g.mean(-1, keepdims=True) - h * (g * h).mean(-1, keepdims=True)) / s


class Last:
    def __init__(self, encoder):
        self.w, self.e = dict(encoder.weights), encoder
        rng = np.random.default_rng(0)
        self.base = {n: self.w[n] for n in ADAPTED.values()}
        self.a = {n: (rng.normal(size=(RANK, v.shape[1])) / np.sqrt(v.shape[1])).astype(np.float32) for n, v in self.base.items()}
        self.b = {n: np.zeros((v.shape[0], RANK), np.float32) for n, v in self.base.items()}

    def merge(self):
        for n, v in self.base.items():
            self.w[n] = v + self.b[n] @ self.a[n]

    def lin(self, x, part):
        return x @ self.w[f"{LAYER}.{part}.weight"].T + self.w[f"{LAYER}.{part}.bias"]

    def norm(self, x, part):
        c = x - x.mean(-1, keepdims=True)
        s = np.sqrt((c * c).mean(-1, keepdims=True) + 1e-12)
        return c / s * self.w[f"{LAYER}.{part}.weight"] + self.w[f"{LAYER}.{part}.bias"]

    def forward(self, h):
        n, t, _ = h.shape
        q, k, v = (self.lin(h, f"attention.self.{p}").reshape(n, t, HEADS, -1).transpose(0, 2, 1, 3) for p in ("query", "key", "value"))
        s = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH / HEADS))
        p = np.exp(s - s.max(-1, keepdims=True))
        p /= p.sum(-1, keepdims=True)
        o = (p @ v).transpose(0, 2, 1, 3).reshape(n, t, WIDTH)
        r1 = self.lin(o, "attention.output.dense") + h
        x = self.norm(r1, "attention.output.LayerNorm")
        i = self.lin(x, "intermediate.dense")
        phi = np.float32(0.5) * (1 + erf(i / np.float32(np.sqrt(2))))
        r2 = self.lin(i * phi, "output.dense") + x
        y = self.norm(r2, "output.LayerNorm").mean(1)
        return y, (h, q, k, v, p, r1, x, i, phi, r2)

    def backward(self, g, saved, grads):
        h, q, k, v, p, r1, x, i, phi, r2 = saved
        n, t, _ = h.shape
        g = np.broadcast_to(g[:, None] / t, h.shape)
        g = norm_back(g, r2, self.w[f"{LAYER}.output.LayerNorm.weight"])
        self.add(grads, "output.dense", g, i * phi)
        gi = (g @ self.w[f"{LAYER}.output.dense.weight"]) * (phi + i * np.exp(-i * i / 2) / np.float32(np.sqrt(2 * np.pi)))
        self.add(grads, "intermediate.dense", gi, x)
        g = g + gi @ self.w[f"{LAYER}.intermediate.dense.weight"]
        g = norm_back(g, r1, self.w[f"{LAYER}.attention.output.LayerNorm.weight"])
        go = (g @ self.w[f"{LAYER}.attention.output.dense.weight"]).reshape(n, t, HEADS, -1).transpose(0, 2, 1, 3)
        gv = p.transpose(0, 1, 3, 2) @ go
        gp = go @ v.transpose(0, 1, 3, 2)
        gs = p * (gp - (gp * p).sum(-1, keepdims=True)) / np.float32(np.sqrt(WIDTH / HEADS))
        flat = lambda z: z.transpose(0, 2, 1, 3).reshape(n, t, WIDTH)
        self.add(grads, "attention.self.value", flat(gv), h)
        self.add(grads, "attention.self.query", flat(gs @ k), h)

    def add(self, grads, part, g, x):
        name, g, x = ADAPTED[part], g.reshape(-1, g.shape[-1]), x.reshape(-1, x.shape[-1])
        grads["a", name] = grads.get(("a", name), 0) + (g @ self.b[name]).T @ x
        grads["b", name] = grads.get(("b", name), 0) + g.T @ (x @ self.a[name].T)

    def vectors(self, states):
        out = np.empty((sum(len(r) for r, _ in states), WIDTH), np.float32)
        for rows, h in states:
            out[rows] = self.forward(h)[0]
        return pj.unit(out)


def states_of(encoder, texts):
    ids = [e.ids for e in encoder.tokenizer.encode_batch(texts)]
    lengths = np.array([len(i) for i in ids])
    states = []
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        for part in np.array_split(rows, max(1, len(rows) * length // 4096)):
            states.append((part, encoder.hidden(np.array([ids[r] for r in part]))))
    return states


def train(last, states, y, k, axes, head, rate, steps, objective):
    """Adam on the adapters and the head, all rows in each step."""
    mean, table = axes
    n, w, b = len(y), *(p.astype(np.float32) for p in head)
    weights = (n / ((np.bincount(y, minlength=k) > 0).sum() * np.maximum(np.bincount(y, minlength=k), 1)))[y] / n
    moments = {}
    for step in range(1, steps + 1):
        last.merge()
        saved = [last.forward(h) for _, h in states]
        pooled = np.empty((n, WIDTH), np.float32)
        for (rows, _), (y_, _) in zip(states, saved):
            pooled[rows] = y_
        norm = np.linalg.norm(pooled, axis=1, keepdims=True)
        u = pooled / norm
        x = (u - mean) @ table
        grads = {}
        if objective == "supcon":
            _, gu = pj.supcon(pj.unit(x), y, 0.3)
            z, length = pj.unit(x), np.linalg.norm(x, axis=1, keepdims=True)
            gu = (gu - z * (gu * z).sum(1, keepdims=True)) / length @ table.T
        else:
            s = x @ w + b
            e = np.exp(s - s.max(1, keepdims=True))
            gs = (e / e.sum(1, keepdims=True) - np.eye(k)[y]) * weights[:, None]
            gu = gs @ w.T @ table.T
            grads = {"w": x.T @ gs + 0.1 / n * w, "h": gs.sum(0)}
        gpool = ((gu - u * (gu * u).sum(1, keepdims=True)) / norm).astype(np.float32)
        for (rows, _), (_, kept) in zip(states, saved):
            last.backward(gpool[rows], kept, grads)
        for key, g in grads.items():
            m, v = moments.get(key, (0, 0))
            m, v = moments[key] = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            move = (rate * m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
            if key in ("w", "h"):
                w, b = (w - 10 * move, b) if key == "w" else (w, b - 10 * move)
            else:
                (last.a if key[0] == "a" else last.b)[key[1]] -= move
    last.merge()


def main(name, counts, seeds, rates, steps, objective, folder="vec", held=800):
    x, y, x_dev, y_dev = pj.read(folder, name, False)
    lines = [json.loads(l) for l in open(Path(os.environ["WINNOW_SHARED_DATA"]) / name / "train.jsonl", encoding="utf-8")]
    pool = np.array([int(pj.hashlib.sha256(l["id"].encode()).hexdigest()[:8], 16) / 2**32 < 0.7 for l in lines])
    texts = np.array([l["text"] for l in lines], object)
    encoder, k = Cut(), y.max() + 1
    shown = np.random.default_rng(9).choice(len(y_dev), min(held, len(y_dev)), replace=False)
    dev_states, pj_axes = states_of(encoder, list(texts[~pool][shown])), pj.Axes(x)
    for count in map(int, counts.split(",")):
        for seed in range(*map(int, seeds.split("-"))):
            rows = np.random.default_rng(seed).choice(len(y), count, replace=False)
            labels, states = y[rows], states_of(encoder, list(texts[pool][rows]))
            head = pj.logistic(pj_axes(x[rows], count), labels, k, 0.1)[:2]
            base = ((pj_axes(x_dev[shown], count) @ head[0] + head[1]).argmax(1) == y_dev[shown]).mean()
            for rate in map(float, rates.split(",")):
                last, begin, wall = Last(encoder), time.process_time(), time.time()
                table = pj_axes(np.eye(WIDTH) + pj_axes.mean, count).astype(np.float32)
                train(last, states, labels, k, (pj_axes.mean.astype(np.float32), table), (head[0], np.maximum(head[1], -1e6)), rate, int(steps), objective)
                seconds = time.process_time() - begin
                tuned, tuned_dev = (pj_axes(last.vectors(s).astype(float), count) for s in (states, dev_states))
                right = {l2: ((tuned_dev @ f[0] + f[1]).argmax(1) == y_dev[shown]).mean()
                    for l2 in (1, 0.1) for f in [pj.logistic(tuned, labels, k, l2)]}
                tokens = sum(h.shape[0] * h.shape[1] for _, h in states)
                print(json.dumps(dict(set=name, n=count, seed=seed, objective=objective, rate=rate, base=round(100 * base, 2),
                    gain=round(100 * (right[0.1] - base), 2), gain_strong=round(100 * (right[1] - base), 2),
                    seconds=round(seconds, 2), tokens=tokens)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
