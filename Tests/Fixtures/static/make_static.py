"""Makes tiny static models with the model2vec package, and vectors that it gives of some texts.

    pip install model2vec && python make_static.py

Writes a folder for each model beside this file, and vectors.json with the versions. Random numbers have a seed,
so a second run gives the same files.
"""

import json
import pathlib
import sys

import model2vec
import numpy as np
import tokenizers
from model2vec import StaticModel
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

HERE = pathlib.Path(__file__).parent
WORDS = """[PAD] [UNK] [CLS] [SEP] a b c d e f ##a ##b ##c ##d ##s ##ed ##ing the card my new is not arrived bank
transfer ! ? , .
cafe \u535a \u306f ##ly "quoted" \\back""".split()
PHRASES = ["my card", "my new card", "bank transfer"]
TEXTS = [
    "", " ", "my card", "My  card", "my new card is not arrived!", "MY NEW CARD, my card.",
    "dummy card", "xyz", "abc xyz abcs",
    "caf\u00e9 cafe\u0301", "\u535a\u306f", "the the the bank transfer the", "bank transfers",
    "[CLS] the [PAD] card", "a" * 101,
    "\u0000a\ufffdb\u200bc", "the card\n\tis\r\nnot my card", " ".join(["a b", "the"] * 60),
]


def tokenizer():
    made = Tokenizer(models.WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    made.add_tokens([AddedToken(phrase, single_word=True, normalized=True) for phrase in PHRASES])
    return made


def main():
    random = np.random.default_rng(7)
    count, width = len(WORDS) + len(PHRASES), 13
    table = random.normal(size=(count, width)).astype(np.float32)
    weights = random.uniform(0.1, 2, size=count).astype(np.float32)
    mapping = random.integers(0, 11, size=count)
    variants = {
        "single": dict(vectors=table, normalize=True),
        "sums": dict(vectors=table, normalize=False),
        "half": dict(vectors=table.astype(np.float16), normalize=True),
        "bytes": dict(vectors=np.round(table * 40).astype(np.int8), normalize=True),
        "weights": dict(vectors=table, weights=weights, normalize=True),
        "mapping": dict(vectors=table[:11], weights=weights, token_mapping=mapping, normalize=True),
    }
    made = {}
    for name, options in variants.items():
        model = StaticModel(tokenizer=tokenizer(), config={}, **options)
        model.save_pretrained(HERE / name)
        for extra in ("README.md", "modules.json") if name != "single" else ("README.md",):
            (HERE / name / extra).unlink()
        loaded = StaticModel.from_pretrained(HERE / name)
        vectors = loaded.encode(TEXTS, use_multiprocessing=False).astype(np.float64)
        made[name] = [[round(float(value), 6) for value in row] for row in vectors]
    header = {
        "made_by": f"make_static.py, model2vec {model2vec.__version__}, tokenizers {tokenizers.__version__}, "
        f"numpy {np.__version__}, Python {sys.version_info.major}.{sys.version_info.minor}",
        "texts": TEXTS,
        "vectors": made,
    }
    (HERE / "vectors.json").write_text(json.dumps(header, separators=(",", ":")))


main()
