"""Writes tfidf.json: similarities of texts under scikit-learn's TfidfVectorizer, and values of its hash.

Run with: python3 make_tfidf.py   (needs scikit-learn and numpy; the versions used are in the file)
"""
import json
import os
import re

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils import murmurhash3_32

texts = [
    "The invoice is wrong, the invoice is late.", "My site is down since 9:40", "is it down? IT IS!",
    "Ärger mit der Rechnung", "straße straße strasse", "a", "", "I can't sign in, can't reset",
    "reset reset reset reset my password", "wrong_password in snake_case 3 times", "où est la facture d'été",
    "site down site down site down now", "résumé of the outage", "Don't charge me twice twice!",
]


def gram(**options):
    x = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\w+", **options).fit_transform(
        [" ".join(re.findall(r"\w+", t.upper().lower())) for t in texts])
    return np.round((x @ x.T).toarray(), 6).tolist()


hashes = [[t, seed, int(murmurhash3_32(t.encode(), seed=seed, positive=True))]
          for t in ["", "a", "ab", "abc", "abcd", "abcde", "straße", "the quick brown fox"] for seed in (0, 42)]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tfidf.json")
with open(path, "w") as file:
    json.dump({
        "from": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "texts": texts,
        "words": gram(ngram_range=(1, 2)), "characters": gram(analyzer="char_wb", ngram_range=(3, 5)),
        "hashes": hashes,
    }, file, ensure_ascii=False)
