"""The peers' side of `query`: one query of small-text, scikit-activeml and modAL on the same pool and labels.

Each is given its model fitted, and chooses 25 of the rows without a label; the fastest one counts. A library that does not
have a strategy, or needs more than is there, is left out and named.
"""
import sys
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

import peer

warnings.filterwarnings("ignore")
C = 10.0


class Task:
    def __init__(self, folder, columns):
        self.x = np.fromfile(f"{folder}/x", dtype=np.float32).reshape(-1, columns)
        self.labelled = np.fromfile(f"{folder}/labelled", dtype=np.int32).astype(int)
        self.y = np.fromfile(f"{folder}/y", dtype=np.int32).astype(int)
        mask = np.ones(len(self.x), dtype=bool)
        mask[self.labelled] = False
        self.open = np.flatnonzero(mask)

    def head(self):
        return LogisticRegression(C=C, max_iter=1000)

    def bags(self, count=5):
        generator = np.random.default_rng(3)
        return [generator.integers(0, len(self.labelled), len(self.labelled)) for _ in range(count)]


def modal(task, variant):
    from modAL.models import ActiveLearner, Committee
    from modAL.uncertainty import entropy_sampling, margin_sampling
    from modAL.disagreement import vote_entropy_sampling
    pool = task.x[task.open]
    rows = task.x[task.labelled]
    if variant == "vote-entropy":
        members = [ActiveLearner(estimator=task.head(), X_training=rows[bag], y_training=task.y[bag])
                   for bag in task.bags()]
        committee = Committee(members)
        return lambda: vote_entropy_sampling(committee, pool, n_instances=25)
    strategy = {"margin": margin_sampling, "entropy": entropy_sampling}[variant]
    learner = ActiveLearner(estimator=task.head(), X_training=rows, y_training=task.y)
    return lambda: strategy(learner, pool, n_instances=25)


def skactiveml(task, variant):
    from skactiveml.classifier import SklearnClassifier
    from skactiveml.pool import Badge, CoreSet, QueryByCommittee, TypiClust, UncertaintySampling
    from skactiveml.utils import MISSING_LABEL
    y = np.full(len(task.x), MISSING_LABEL)
    y[task.labelled] = task.y
    classes = sorted(set(task.y.tolist()))

    def fitted(rows):
        return SklearnClassifier(task.head(), classes=classes).fit(task.x[task.labelled][rows], task.y[rows].astype(float))

    everything = np.arange(len(task.y))
    if variant in ("margin", "entropy"):
        strategy = UncertaintySampling(method={"margin": "margin_sampling", "entropy": "entropy"}[variant], random_state=0)
        model = fitted(everything)
        return lambda: strategy.query(task.x, y, model, fit_clf=False, candidates=task.open, batch_size=25)
    if variant == "vote-entropy":
        strategy = QueryByCommittee(method="vote_entropy", random_state=0)
        ensemble = [fitted(bag) for bag in task.bags()]
        return lambda: strategy.query(task.x, y, ensemble, fit_ensemble=False, candidates=task.open, batch_size=25)
    if variant == "badge":
        model = fitted(everything)
        strategy = Badge(random_state=0)
        return lambda: strategy.query(task.x, y, model, fit_clf=False, candidates=task.open, batch_size=25)
    if variant == "k-center":
        strategy = CoreSet(random_state=0)
        return lambda: strategy.query(task.x, y, candidates=task.open, batch_size=25)
    strategy = TypiClust(random_state=0)
    return lambda: strategy.query(task.x, y, candidates=task.open, batch_size=25)


def small_text(task, variant):
    from small_text import BreakingTies, PredictionEntropy, SklearnDataset
    from small_text.classifiers import SklearnClassifier
    from small_text.query_strategies import coresets
    if variant == "k-center":
        return lambda: coresets.greedy_coreset(task.x, task.open, task.labelled, 25)
    strategy = {"margin": BreakingTies, "entropy": PredictionEntropy}[variant]()
    dataset = SklearnDataset(task.x, np.zeros(len(task.x), dtype=int), target_labels=np.arange(task.y.max() + 1))
    model = SklearnClassifier(task.head(), task.y.max() + 1)
    model.fit(SklearnDataset(task.x[task.labelled], task.y, target_labels=np.arange(task.y.max() + 1)))
    return lambda: strategy.query(model, dataset, task.open, task.labelled, task.y, n=25)


LIBRARIES = {"modAL": modal, "scikit-activeml": skactiveml, "small-text": small_text}


def run(folder, columns, variant):
    task = Task(folder, columns)
    queries = {}
    for name, make in LIBRARIES.items():
        try:
            query = make(task, variant)
            assert len(np.unique(np.asarray(query()[0] if name == "modAL" else query()).ravel())) == 25
            queries[name] = query
        except KeyError:
            pass
        except Exception as error:
            print(f"    {name} {variant}: {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)

    def measure():
        figures = {name: peer.seconds(query)[0] for name, query in queries.items()}
        return {**figures, "seconds": min(figures.values(), default=float("nan"))}

    peer.take_turns({"libraries": len(queries)}, measure)


if __name__ == "__main__":
    run(sys.argv[1], int(float(sys.argv[2])), sys.argv[3])
