"""What an exported model says of texts, without Winnow: python3 predict.py MODEL.onnx < texts.jsonl (docs/model-export.md)."""

import bisect
import functools
import json
import sys
import unicodedata

import numpy as np
import onnxruntime


def murmur3(data, seed):
    mask, value = 0xFFFFFFFF, seed
    for start in range(0, len(data), 4):
        block = int.from_bytes(data[start : start + 4], "little") * 0xCC9E2D51 & mask
        value ^= (block << 15 | block >> 17) * 0x1B873593 & mask
        if start + 4 <= len(data):
            value = ((value << 13 | value >> 19) & mask) * 5 + 0xE6546B64 & mask
    value ^= len(data)
    value = (value ^ value >> 16) * 0x85EBCA6B & mask
    value = (value ^ value >> 13) * 0xC2B2AE35 & mask
    return value ^ value >> 16


class TFIDF:
    """Makes rows of the input `terms`, by the entry `tfidf.v1` of the metadata `winnow.features`."""

    def __init__(self, part):
        self.part, self.places = part, {term: place for place, term in enumerate(part["terms"])}
        self.idf = np.array(part["idf"], np.float32)
        writings = {"part": "{}", "whole": " {} ", "unseen": ""}
        self.ranges = sorted((low, high, writings[kind]) for kind in writings for low, high in part["text"][kind])
        self.place, self.written = (functools.lru_cache(1 << 18)(each) for each in (self.place, self.written))

    def written(self, character):
        low, high, writing = self.ranges[bisect.bisect(self.ranges, (ord(character), 0x110000)) - 1]
        return writing.replace("{}", character) if low <= ord(character) <= high else " "

    def words(self, text):
        text = unicodedata.normalize("NFKC", text)
        text = "".join(each if each.isascii() else each.upper() for each in text)
        text = unicodedata.normalize("NFKC", "".join(each.lower() for each in text))
        return [word for word in "".join(map(self.written, text)).split(" ") if word]

    def place(self, term, seed):
        return self.places.get(murmur3(term.encode(), self.part[seed]) & self.part["dimensions"] - 1)

    def found(self, text):
        words, (a, b), (c, d) = self.words(text), self.part["words"] or (1, 0), self.part["characters"] or (1, 0)
        for length in range(a, b + 1):
            for start in range(len(words) - length + 1):
                yield self.place(" ".join(words[start : start + length]), "word_seed")
        for word in (f" {word} " for word in words):
            for length in range(c, min(d, max(c, len(word))) + 1):
                for start in range(max(1, len(word) - length + 1)):
                    yield self.place(word[start : start + length], "character_seed")

    def row(self, text):
        places, counts = np.unique([place for place in self.found(text) if place is not None], return_counts=True)
        values = (1 + np.log(np.minimum(counts, self.part["count_limit"]))) * self.idf[places.astype(int)]
        whole = np.zeros(max(len(self.idf), self.part["columns"]), np.float32)
        whole[places.astype(int)] = values / max(np.linalg.norm(values), 1e-30)
        return whole[: self.part["columns"]]


def main():
    model = onnxruntime.InferenceSession(sys.argv[1])
    notes = model.get_modelmeta().custom_metadata_map
    labels, terms = json.loads(notes["winnow.labels"]), TFIDF(json.loads(notes["winnow.features"])[0])
    for line in sys.stdin:
        record = json.loads(line)
        (probabilities,) = model.run(["probabilities"], {"terms": terms.row(record["text"])[None]})[0]
        print(json.dumps({"id": record["id"], "probabilities": dict(zip(labels, probabilities.tolist()))}))


if __name__ == "__main__":
    main()
