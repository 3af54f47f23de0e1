"""The peer of `predict/run`: a pipeline of scikit-learn that labels a file.

    peer.py fit words|characters RECORDS PICKLE
    peer.py predict PICKLE TEXTS > LINES
"""

import itertools
import json
import pickle
import sys

try:
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import FeatureUnion, make_pipeline
except ImportError:
    sys.exit("skipped: scikit-learn is not there")

BATCH = 10_000


def fit(kind, records, target):
    parts = [("words", TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), dtype=numpy.float32))]
    if kind == "characters":
        characters = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5), dtype=numpy.float32)
        parts.append(("characters", characters))
    with open(records) as lines:
        records = [json.loads(line) for line in lines]
    pipeline = make_pipeline(FeatureUnion(parts), LogisticRegression(C=10, max_iter=1000))
    pipeline.fit([record["text"] for record in records], [record["label"] for record in records])
    with open(target, "wb") as file:
        pickle.dump(pipeline, file)


def predict(source, texts):
    with open(source, "rb") as file:
        pipeline = pickle.load(file)
    labels = pipeline.classes_.tolist()
    with open(texts) as lines:
        while batch := [json.loads(line) for line in itertools.islice(lines, BATCH)]:
            found = pipeline.predict_proba([record["text"] for record in batch])
            for record, row in zip(batch, found.tolist()):
                best = max(range(len(labels)), key=row.__getitem__)
                line = {
                    "id": record["id"],
                    "prediction": labels[best],
                    "probability": row[best],
                    "probabilities": dict(zip(labels, row)),
                }
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    {"fit": fit, "predict": predict}[sys.argv[1]](*sys.argv[2:])
