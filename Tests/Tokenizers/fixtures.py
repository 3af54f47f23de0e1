"""Writes the small tokenizers and vectors that Winnow's tests carry.

    venv/bin/python Tests/Tokenizers/fixtures.py Tests/Fixtures/tokenizers

All of it is trained on Winnow's own documentation (docs/*.md) and on generated strings.
"""

import itertools
import json
import os
import pathlib
import sys
import tempfile

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import tokenizers  # noqa: E402
from tokenizers import normalizers, pre_tokenizers, processors  # noqa: E402

import configurations as made  # noqa: E402
import hostile  # noqa: E402

# SentencePiece's rules: what becomes what, in scalars. The usual charsmap of 300 KB would be too large here.
RULES = {
    "\u00a0": " ", "\u3000": " ", "\t": " ", "\n": " ", "\u200b": " ", "\u00ad": "", "\ufb01": "fi", "\u2122": "TM",
    "\u2026": "...", "\uff01": "!", "\u00e9": "e\u0301", "e\u0302": "\u00ea", "\u00bd": "1\u20442", "\u212b": "\u00e5",
    "\U0001d400": "A", "\uff41": "a", "\u0958": "\u0915\u093c", "\u1e9e": "ss", "\x01": "", "\ufeff": "",
}


def rules(folder):
    path = os.path.join(folder, "rules.tsv")
    with open(path, "w", encoding="ascii") as file:
        for source, target in RULES.items():
            file.write("\t".join(" ".join(f"{ord(c):X}" for c in text) for text in (source, target)) + "\n")
    return path


def built(corpus):
    size = 400
    with tempfile.TemporaryDirectory() as folder:
        options = {"model_type": "unigram", "normalization_rule_tsv": rules(folder), "byte_fallback": True}
        pieces = made.sentencepiece(corpus, 700, **options)
    charsmap = made.precompiled(pieces["charsmap"])
    split = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    spaces = normalizers.Replace(tokenizers.Regex(" {2,}"), " ")
    plain = dict(pieces, pieces=[piece for piece in pieces["pieces"] if piece[2] != 6])
    return {
        "bert": made.word_piece(corpus, size, normalizers.BertNormalizer()),
        "added": made.added(corpus, size),
        "word-level": made.word_level(corpus, size),
        "gpt2": made.byte_level(corpus, size, post=lambda _: processors.ByteLevel(trim_offsets=False)),
        "roberta": made.byte_level(corpus, size, adds_space=True, post=made.roberta),
        "llama3": made.changed(made.byte_level(corpus, size, made.cl100k("{1,3}")), ignore_merges=True),
        "qwen": made.byte_level(corpus, size, made.cl100k(""), normalizers.NFC()),
        "o200k": made.byte_level(corpus, size, made.O200K),
        "tekken": made.byte_level(corpus, size, made.TEKKEN),
        "clip": made.suffixed(corpus, size),
        "bpe-prefixed": made.prefixed(corpus, size, False),
        "bpe-fused": made.prefixed(corpus, size, True),
        "llama": made.llama(corpus, 500, False),
        "llama-first": made.llama(corpus, 500, True),
        "xlmr": made.unigram(plain, [charsmap, spaces], split, "<s>", "</s>"),
        "unigram-fallback": made.unigram(pieces, [charsmap], pre_tokenizers.Metaspace(prepend_scheme="first"), "<s>",
                                         "</s>", byte_fallback=True),
        "mixed-contiguous": made.mixed(plain, "contiguous"),
        "mixed-next": made.mixed(plain, "merged_with_next"),
        "mixed-previous": made.mixed(plain, "merged_with_previous"),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    documents = pathlib.Path(os.environ.get("WINNOW_DOCS", "docs"))
    lines = [line.strip() for path in sorted(documents.glob("*.md")) for line in path.read_text("utf-8").splitlines()]
    corpus = [line for line in lines if len(line) > 20]
    # Few kinds of scalars: a vocabulary has all of them.
    corpus = [line for line in corpus if sum(ord(c) > 0x7F for c in line) < 4]
    odd = (text for text in hostile.strings(400, seed=41) if 5 < len(text) < 70)
    strings = [line[:100] for line in corpus[::90][:15]] + list(itertools.islice(odd, 70))
    vectors = {
        "about": "Made by Tests/Tokenizers/fixtures.py from Winnow's documentation and generated strings.",
        "tokenizers": tokenizers.__version__, "strings": strings, "ids": {},
    }
    for name, tokenizer in built(corpus).items():
        tokenizer.save(str(folder / f"{name}.json"), pretty=False)
        vectors["ids"][name] = [tokenizer.encode(text).ids for text in strings]
    text = json.dumps(vectors, separators=(",", ":")).replace("],[", "],\n[").replace('","', '",\n"')
    (folder / "vectors.json").write_text(text + "\n", "ascii")


if __name__ == "__main__":
    main()
