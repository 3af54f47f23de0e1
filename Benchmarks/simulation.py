"""Active learning with scikit-learn, after the protocol of peers-active-learning.md, classifier B.

25 initial labels, 19 queries of 25, a fit from scratch after each; ties go to the lower position in the pool. Columns
without an entry in the labelled rows are left out of the fit, which gives the same solution faster.
"""
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

import peer

STRATEGIES = ["random.v1", "least-confidence.v1", "margin.v1", "entropy.v1"]
# The words of `tfidf.v1`, near enough for English texts: also those of one letter, and signs of currency.
OUR_WORDS = r"(?u)\w+|[$£€¥]"


def features(name, pattern=None):
    pool, pool_labels = peer.texts(name, "train")
    test, test_labels = peer.texts(name, "test")
    names = sorted(set(pool_labels))
    options = {} if pattern is None else {"token_pattern": pattern}
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, **options)
    pool, test = vectorizer.fit_transform(pool), vectorizer.transform(test)
    return pool, np.array([names.index(l) for l in pool_labels]), test, np.array([names.index(l) for l in test_labels])


class Fit:
    """C = 10 on some rows; predictions over all columns."""

    def __init__(self, pool, labels, rows):
        x = pool[rows]
        self.used = np.unique(x.indices)
        self.model = LogisticRegression(C=10, max_iter=1000)
        self.constant = labels[rows[0]] if len(set(labels[rows])) == 1 else None
        if self.constant is None:
            self.model.fit(x[:, self.used], labels[rows])

    def dense(self, columns):
        coefficients = np.zeros((self.model.coef_.shape[0], columns))
        coefficients[:, self.used] = self.model.coef_
        return coefficients

    def probabilities(self, x):
        if self.constant is not None:
            return np.ones((x.shape[0], 1)), np.array([self.constant])
        logits = x @ self.dense(x.shape[1]).T + self.model.intercept_
        if logits.shape[1] == 1:
            positive = 1 / (1 + np.exp(-logits))
            return np.hstack([1 - positive, positive]), self.model.classes_
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True), self.model.classes_

    def accuracy(self, x, labels):
        p, classes = self.probabilities(x)
        return float((classes[p.argmax(axis=1)] == labels).mean())


def scores(strategy, p):
    if strategy == "least-confidence.v1":
        return 1 - p.max(axis=1)
    if strategy == "entropy.v1":
        return -(p * np.log(np.maximum(p, 1e-300))).sum(axis=1)
    if p.shape[1] == 1:
        return np.zeros(len(p))
    top = np.sort(p, axis=1)
    return 1 - (top[:, -1] - top[:, -2])


# What the work is done on; forked processes inherit it.
shared = None


def curve(arguments):
    pool, labels, test, test_labels = shared
    strategy, seed, initial = arguments
    rows = list(initial)
    rng = np.random.default_rng([int(seed), 1])
    accuracy = []
    for query in range(20):
        fit = Fit(pool, labels, rows)
        accuracy.append(fit.accuracy(test, test_labels))
        if query == 19:
            break
        open_rows = np.setdiff1d(np.arange(pool.shape[0]), rows)
        if strategy == "random.v1":
            rows += rng.choice(open_rows, 25, replace=False).tolist()
        else:
            s = scores(strategy, fit.probabilities(pool[open_rows])[0])
            rows += open_rows[np.argsort(-s, kind="stable")[:25]].tolist()
    return {"strategy": strategy, "seed": int(seed), "accuracy": accuracy, "labelled": rows}


def accuracies(labelled):
    """The accuracies of scikit-learn's classifier on label sets that another simulation chose."""
    pool, labels, test, test_labels = shared
    return [Fit(pool, labels, labelled[:25 * (n + 1)]).accuracy(test, test_labels) for n in range(20)]


def spread(function, work, data):
    """On all cores."""
    global shared
    shared = data
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as pool:
        return list(pool.map(function, work, chunksize=1))


def run(name, strategies, initial, data=None):
    work = [(strategy, seed, rows) for strategy in strategies for seed, rows in initial.items()]
    return spread(curve, work, data or features(name))
