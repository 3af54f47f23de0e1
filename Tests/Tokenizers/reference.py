"""Writes what the `tokenizers` package makes of many strings, for Winnow's differential test.

    Tests/Tokenizers/compare.sh    (does all of this)
    venv/bin/python Tests/Tokenizers/reference.py FOLDER
    WINNOW_TOKENIZER_REFERENCE=FOLDER swift test -c release --filter Differential

Real strings are the texts under WINNOW_SHARED_DATA, or else lines of the documentation on this machine. More real
tokenizers (tokenizer.json or SentencePiece's .model) can be named in WINNOW_TOKENIZER_FILES.

FOLDER gets `strings.jsonl` (a JSON string a line, in ASCII), and for each tokenizer `NAME.json` and `NAME.ids` (a line
for each string: the ids with special tokens, or `!` where the package itself fails). `NAME.raw` and `NAME.cut` have the
ids of some strings, without special tokens and cut to 16.

Besides real and hostile strings there are some with every scalar, after and before letters, spaces and each other.
"""

import argparse
import gzip
import itertools
import json
import os
import pathlib
import random

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import tokenizers  # noqa: E402

import configurations  # noqa: E402
import hostile  # noqa: E402


def shared_texts(folder):
    for path in sorted(pathlib.Path(folder).rglob("*.jsonl*")):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for value in json.loads(line).values():
                    if isinstance(value, str) and (" " in value or len(value) > 20):
                        yield value


def documentation():
    roots = ["/usr/share/doc", "/usr/share/common-licenses", os.path.dirname(os.__file__)]
    for path in itertools.chain.from_iterable(sorted(pathlib.Path(root).rglob("*")) for root in roots):
        if path.is_file() and path.suffix in ("", ".txt", ".md", ".rst", ".py", ".html"):
            for line in path.read_bytes().decode("utf-8", "replace").splitlines():
                if len(line) > 10:
                    yield line


def real_strings(count):
    folder = os.environ.get("WINNOW_SHARED_DATA")
    found = list(dict.fromkeys(itertools.islice(shared_texts(folder) if folder else documentation(), count * 4)))
    random.Random(7).shuffle(found)
    return found[:count]


def every_scalar():
    scalars = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(scalars), 20):
        group = scalars[start:start + 20]
        yield "".join(f"a{c}b {c} " for c in group) + "".join(group)


def ids(tokenizer, text):
    try:
        return " ".join(map(str, tokenizer.encode(text).ids))
    except BaseException as error:  # A panic of Rust is no Exception.
        if isinstance(error, KeyboardInterrupt):
            raise
        return "!"


def batches(tokenizer, strings):
    for start in range(0, len(strings), 1000):
        batch = strings[start:start + 1000]
        try:
            yield from (" ".join(map(str, encoding.ids)) for encoding in tokenizer.encode_batch_fast(batch))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            yield from (ids(tokenizer, text) for text in batch)


def write(path, encodings):
    path.write_text("".join(" ".join(map(str, encoding.ids)) + "\n" for encoding in encodings), encoding="ascii")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--real", type=int, default=100_000)
    parser.add_argument("--hostile", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=8_000, help="of the trained vocabularies")
    parser.add_argument("--only", nargs="*", help="names of tokenizers")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    real, odd = real_strings(options.real), hostile.strings(options.hostile)
    strings = real + odd + list(every_scalar())
    some = random.Random(8).sample(strings[:len(real) + len(odd)], min(4_000, len(real) + len(odd)))
    with open(options.folder / "strings.jsonl", "w", encoding="ascii") as file:
        file.writelines(json.dumps(text) + "\n" for text in strings)
    with open(options.folder / "some.jsonl", "w", encoding="ascii") as file:
        file.writelines(json.dumps(text) + "\n" for text in some)
    corpus = [text.replace("\0", " ") for text in real[:20_000] + odd[:2_000]]
    found = {name: lambda made=made: made for name, made in configurations.real().items()}
    for name, make in (found | configurations.trained(corpus, options.size)).items():
        if options.only and name not in options.only:
            continue
        tokenizer = make()
        tokenizer.save(str(options.folder / f"{name}.json"), pretty=False)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        lines = list(batches(tokenizer, strings))
        (options.folder / f"{name}.ids").write_text("\n".join(lines) + "\n", encoding="ascii")
        write(options.folder / f"{name}.raw", (tokenizer.encode(text, add_special_tokens=False) for text in some))
        tokenizer.enable_truncation(16)
        write(options.folder / f"{name}.cut", (tokenizer.encode(text) for text in some))
        print(name, tokenizer.get_vocab_size(), "failures of the package:", lines.count("!"), flush=True)
    about = {"tokenizers": tokenizers.__version__, "real": len(real), "hostile": len(odd)}
    (options.folder / "about.json").write_text(json.dumps(about))


if __name__ == "__main__":
    main()
