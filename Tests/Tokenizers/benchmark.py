"""Texts a second of the `tokenizers` package on one thread, the counterpart of `lab tokenizers`.

    python benchmark.py TOKENIZER.json TEXTS.jsonl…
"""

import json
import os
import resource
import sys

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

from tokenizers import Tokenizer  # noqa: E402


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


start = cpu()
tokenizer = Tokenizer.from_file(sys.argv[1])
loaded = cpu() - start
tokenizer.no_padding()
tokenizer.enable_truncation(256)
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    best, first, count = float("inf"), 0, 0
    for _ in range(7):
        start = cpu()
        encodings = tokenizer.encode_batch_fast(texts)
        seconds = cpu() - start
        # The package caches words, in BPE and Unigram: only its first round meets each text for the first time.
        best, first = min(best, seconds), first or seconds
        count = sum(len(encoding.ids) for encoding in encodings)
    print(f"python {path}: {len(texts)} texts, {count} tokens, {int(len(texts) / best)} texts/s "
          f"({int(len(texts) / first)} at first); loaded in {loaded:.3f} s")
