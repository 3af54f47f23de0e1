"""What onnxruntime makes of exported models beside `winnow predict`; see compare.sh.

Each case is a queue with its own features, classifier, calibration and task, trained on texts of the shared data sets or, without
them, of the example. The greatest difference of any probability is printed; one beyond the bound ends with 1.
"""

import json
import os
import random
import shutil
import subprocess
import sys

import numpy as np
import onnxruntime

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "../../docs/recipes"))
from predict import TFIDF

SHARED = os.environ.get("WINNOW_SHARED_DATA", os.path.join(HERE, "../../../shared/data"))
EXAMPLE = os.path.join(HERE, "../../examples/support-tickets/tickets.jsonl")

TERMS = "{id: tfidf.v1}"
BOTH = "{id: tfidf.v1, scale: 0.5}, {id: lsa.v1, columns: 64}"
# Columns in half precision, and steps of a calibration that are steep, make more of the last digit; docs/model-export.md says how much.
HALF, STEEP = 2e-3, 1e-3
# Name, data set, task, features, classifier, greatest difference allowed.
CASES = [
    ("temperature", "ag_news", "classification", TERMS, "{id: logistic-regression.v1}", 1e-5),
    ("none", "trec", "classification", TERMS, "{id: logistic-regression.v1, calibration: none}", 1e-5),
    ("platt", "trec", "classification", TERMS, "{id: logistic-regression.v1, calibration: platt}", 1e-5),
    ("isotonic", "trec", "classification", TERMS, "{id: linear-svm.v1, calibration: isotonic}", STEEP),
    ("two-labels", "sms_spam", "classification", TERMS, "{id: logistic-regression.v1}", 1e-5),
    ("two-isotonic", "sms_spam", "classification", TERMS, "{id: naive-bayes.v1, calibration: isotonic}", STEEP),
    ("network", "trec", "classification", TERMS, "{id: mlp.v1, hidden: [32, 16], weight_decay: 0.01}", 1e-5),
    ("ratios", "trec", "classification", "{id: tfidf.v1, ratios: 0.5}", "{id: logistic-regression.v1}", 1e-5),
    ("words", "ag_news", "classification", "{id: tfidf.v1, characters: false, dimensions: 1024}", "{}", 1e-5),
    ("characters", "ag_news", "classification", "{id: tfidf.v1, words: false, characters: [1, 4]}", "{}", 1e-5),
    ("several", "ag_news", "multilabel", TERMS, "{id: logistic-regression.v1}", 1e-5),
    ("several-platt", "ag_news", "multilabel", TERMS, "{id: linear-svm.v1, calibration: platt}", 1e-5),
    ("several-isotonic", "ag_news", "multilabel", TERMS, "{id: logistic-regression.v1, calibration: isotonic}", STEEP),
    ("lsa", "ag_news", "classification", BOTH, "{id: logistic-regression.v1}", HALF),
    ("lsa-alone", "trec", "classification", "{id: tfidf.v1, scale: 0}, {id: lsa.v1, columns: 32}", "{}", HALF),
    ("lsa-several", "ag_news", "multilabel", BOTH, "{id: logistic-regression.v1}", HALF),
]

HOSTILE = [
    "zyzzyva qwrtp", "line one\r\nline two\r\n\r\nthe end", "مرحبا بالعالم، هذا خبر عن كرة القدم", "שלום עולם, חדשות הספורט",
    "🙂🙃 goal!! 👩‍👩‍👧‍👦 🇩🇪 ⚽️ $20 £5 €3", "ﬁne FINE 𝐟𝐢𝐧𝐞 ﬀ ǅ İstanbul ISTANBUL ı ß ẞ SS ς Σ σ", "東京で新しい技術が発表された。ひらがなカタカナ",
    "soft\u00adhyphen zero\u200bwidth joi\u200dner bom\ufeff", "e\u0301 é \u1e9b\u0323 Å Å ½ ① Ⅷ ㎏ ﷺ", "don't stop_me now—ever…",
    "NUL\u0000inside \u0001\u001f", "ᄒ\u1161\u11ab 한 กำลัง नमस्ते \u0915\u094d\u0937", "a " * 5000, "x" * 3000, "ͅ ᾳ ᾼ Ω Ω ſ K", "\u2028new\u2029line\u0085x",
]


def records(name):
    """Texts with labels, and the names of these."""
    path = os.path.join(SHARED, name, "train.jsonl")
    if not os.path.exists(path):
        path = EXAMPLE
    with open(path) as lines:
        found = [json.loads(line) for line in lines]
    for record in found:
        record["text"] = record.get("text") or f"{record['subject']}\n{record['body']}"
    random.Random(5).shuffle(found)
    return found


def write(path, rows):
    with open(path, "w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def exported(winnow, folder, case, learned):
    """The texts' probabilities by `winnow predict`, a line each, and the exported file."""
    name, _, task, features, classifier, _ = case
    data, path = os.path.join(folder, "data"), os.path.join(folder, "model.onnx")
    labels = sorted({label for row in learned for label in np.atleast_1d(row["label"]).tolist()})
    queue = os.path.join(folder, f"{name}.yaml")
    with open(queue, "w") as file:
        file.write(f"version: 1\ntitle: {name}\ntask: {task}\nitem: {{text: '{{{{text}}}}'}}\nlabels: {json.dumps(labels)}\n")
        file.write(f"features: [{features}]\nquery: {{id: margin.v1}}\n")
        file.write("" if classifier == "{}" else f"classifier: {classifier}\n")
    write(os.path.join(folder, "learned.jsonl"), learned)

    def run(*arguments):
        done = subprocess.run([winnow, *arguments, "--data", data, "--quiet"], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"winnow {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    run("queue", "create", queue)
    run("import", name, os.path.join(folder, "learned.jsonl"))
    run("retrain", name)
    run("model", "export", name, "--output", path)
    lines = run("predict", name, os.path.join(folder, "texts.jsonl")).splitlines()
    return [json.loads(line) for line in lines], path


def compare(winnow, folder, case):
    name, data, task, _, _, bound = case
    found = records(data)
    learned = [{"id": str(n), "text": row["text"], "label": row["label"]} for n, row in enumerate(found[:1500])]
    if task == "multilabel":
        names = sorted({row["label"] for row in learned})
        for row in learned:
            more = [label for place, label in enumerate(names) if (len(row["text"]) + place) % 7 == 0]
            row["label"] = sorted({row["label"], *more})
    rest = [row["text"] for row in found[1500:] or found]
    megabyte = " ".join(rest * 50).encode()[:999_000].decode(errors="ignore")
    texts = (HOSTILE + [megabyte] + rest)[:2200]
    write(os.path.join(folder, "texts.jsonl"), [{"id": str(n), "text": text} for n, text in enumerate(texts)])
    wanted, path = exported(winnow, folder, case, learned)
    # Winnow takes no item without text; a model does, and knows nothing of it.
    model = onnxruntime.InferenceSession(path)
    notes = model.get_modelmeta().custom_metadata_map
    labels = json.loads(notes["winnow.labels"])
    terms = TFIDF(json.loads(notes["winnow.features"])[0])
    assert np.isfinite(model.run(["probabilities"], {"terms": terms.row("")[None]})[0]).all()
    worst, worst_text, beyond = 0, "", 0
    for start in range(0, len(texts), 64):
        rows = np.stack([terms.row(text) for text in texts[start : start + 64]])
        given, named = model.run(["probabilities", "label"], {"terms": rows})
        for text, line, row, label in zip(texts[start:], wanted[start:], given, named):
            ours = np.array([line["probabilities"][label] for label in labels])
            difference = float(np.abs(ours - row).max())
            beyond += difference > 1e-5
            if difference > worst:
                worst, worst_text = difference, text
            predicted = [labels[n] for n in np.flatnonzero(label)] if task == "multilabel" else str(label)
            if predicted != line["prediction"] and np.abs(np.sort(ours)[-1:] - np.sort(ours)[-2:-1]).max() > 2e-4:
                sys.exit(f"{name}: {predicted} instead of {line['prediction']} for {text[:80]!r}")
    size = os.path.getsize(path) / 1e6
    print(f"{name:<18}{len(texts):>6} texts{worst:>12.1e}{beyond:>6} above 1e-5{size:>8.1f} MB", flush=True)
    if worst > bound or len(wanted) != len(texts):
        sys.exit(f"{name}: {worst} for {worst_text[:80]!r}, {len(wanted)} lines")


def main():
    winnow, folder = sys.argv[1:3]
    chosen = sys.argv[3:]
    for case in CASES:
        if chosen and case[0] not in chosen:
            continue
        place = os.path.join(folder, "case")
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        compare(winnow, place, case)


if __name__ == "__main__":
    main()
