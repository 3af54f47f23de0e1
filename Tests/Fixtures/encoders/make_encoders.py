"""Reference vectors of encoders, from the libraries that others run.

    make_encoders.py real FOLDER-OF-ALL-MINILM-L6-V2   writes all-minilm-l6-v2.json beside this file
    make_encoders.py tiny                              writes tiny-*/, small random networks, and their vectors

The first needs sentence-transformers and tokenizers, the second transformers; torch on the CPU, single precision, one
text at a time, so that nothing is padded.
"""

import hashlib
import json
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
WORDS = (
    "the committee met again on tuesday to discuss how water moves through the old town and who should pay for it"
).split()

TEXTS = [
    "",
    " ",
    "ok",
    "No.",
    "Good morning!",
    "The kettle is on.",
    "the kettle is on",
    "THE KETTLE IS ON",
    "Where did you leave the keys to the shed?",
    "This film is a delight from beginning to end.",
    "This film is a bore from beginning to end.",
    "This film is not a delight.",
    "Delivery took nine days, and the box was empty.",
    "I have been charged twice for the same order; please refund one of the payments.",
    "Der Zug nach Köln fährt heute von Gleis sieben ab.",
    "La boulangerie ferme à dix-neuf heures, sauf le dimanche.",
    "¿Cuánto cuesta un billete de ida y vuelta?",
    "Привет, как дела?",
    "今日はとても暑いです。",
    "안녕하세요, 반갑습니다.",
    "مرحبا بالعالم",
    "नमस्ते दुनिया",
    "naïve café résumé",
    "nai\u0308ve cafe\u0301 re\u0301sume\u0301",
    "🙂 🙃 🚀🚀🚀",
    "e = mc² and π ≈ 3.14159",
    "x\u0000y\u200bz\ufeff",
    "tabs\tand\nnew lines\r\nand   many    spaces",
    "user@example.org wrote: \"see /usr/share/doc, section 4.2\"",
    "for (int i = 0; i < n; ++i) { sum += a[i] * b[i]; }",
    "[CLS] [SEP] [MASK] [PAD] [UNK]",
    "supercalifragilisticexpialidocious",
    "a" * 150,
    "1234567890 " * 6,
    "!?" * 20,
    "Annotators who disagree are not always wrong: sometimes the guidelines are silent about the case at hand.",
    " ".join(WORDS),
    " ".join(f"Line {n}: {' '.join(WORDS[n % 5:])}." for n in range(4)),
    " ".join(f"Item {n} of the minutes says that {' '.join(WORDS[n % 7:])}." for n in range(8)),
    " ".join(f"In year {1900 + n} {' '.join(WORDS)}, wrote the clerk." for n in range(9)),
    " ".join(f"Paragraph {n} repeats that {' '.join(WORDS)}." for n in range(30)),
]


def rounded(values):
    return [float(f"{value:.7g}") for value in values]


def real(folder):
    import numpy, sentence_transformers, tokenizers, transformers

    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    tokenizer = tokenizers.Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    whole = tokenizers.Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    whole.no_padding()
    whole.no_truncation()
    texts = []
    for text in TEXTS:
        vector = model.encode([text], batch_size=1, convert_to_numpy=True)[0].astype(numpy.float64)
        ids = tokenizer.encode(text).ids
        texts.append({"text": text, "ids": ids, "count": len(whole.encode(text).ids), "vector": rounded(vector)})
    digest = hashlib.sha256((Path(folder) / "model.safetensors").read_bytes()).hexdigest()
    head = {
        "model": "all-MiniLM-L6-v2",
        "weights": digest,
        "limit": model.max_seq_length,
        "versions": {
            library.__name__: library.__version__
            for library in (sentence_transformers, transformers, tokenizers, torch)
        },
    }
    # One text a line.
    lines = ",\n".join(json.dumps(text, ensure_ascii=True) for text in texts)
    body = json.dumps(head)[:-1] + ', "texts": [\n' + lines + "\n]}\n"
    (HERE / "all-minilm-l6-v2.json").write_text(body)


def tiny():
    import transformers as t

    shape = dict(vocab_size=60, max_position_embeddings=40)
    bert = dict(shape, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40)
    kinds = {
        "bert": (t.BertModel, t.BertConfig(**bert)),
        "bert-tanh": (t.BertModel, t.BertConfig(**bert, hidden_act="gelu_new", layer_norm_eps=1e-5)),
        "bert-relu-half": (t.BertModel, t.BertConfig(**bert, hidden_act="relu")),
        "roberta": (t.RobertaModel, t.RobertaConfig(**bert, type_vocab_size=1, pad_token_id=1, layer_norm_eps=1e-5)),
        "xlm-roberta-bf16": (t.XLMRobertaModel, t.XLMRobertaConfig(**bert, type_vocab_size=1, pad_token_id=1)),
        "mpnet": (t.MPNetModel, t.MPNetConfig(**dict(bert, max_position_embeddings=160), pad_token_id=1)),
        "distilbert": (
            t.DistilBertModel,
            t.DistilBertConfig(**shape, dim=24, n_layers=2, n_heads=3, hidden_dim=40),
        ),
    }
    types = {"half": torch.float16, "bf16": torch.bfloat16}
    for name, (kind, configuration) in kinds.items():
        torch.manual_seed(len(name))
        model = kind(configuration).eval()
        with torch.no_grad():
            for key, parameter in model.named_parameters():
                spread = 1.0 if "LayerNorm.weight" in key or "layer_norm.weight" in key else 0.0
                parameter.copy_(spread + 0.35 * torch.randn_like(parameter))
        folder = HERE / f"tiny-{name}"
        stored = model.to(types.get(name.split("-")[-1], torch.float32))
        stored.save_pretrained(folder)
        model = stored.to(torch.float32)
        skips = kind in (t.RobertaModel, t.XLMRobertaModel, t.MPNetModel)
        longest = configuration.max_position_embeddings - (2 if skips else 0)
        generator = torch.Generator().manual_seed(7)
        texts = []
        for count in [1, 2, 3, 7, 15, 16, 17, 31, longest]:
            # Tokens that are no padding, whose number RoBERTa's positions skip.
            ids = torch.randint(2, 60, (1, count), generator=generator)
            with torch.no_grad():
                hidden = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[0].double()
            texts.append(
                {
                    "ids": ids[0].tolist(),
                    "mean": rounded(hidden.mean(0).tolist()),
                    "first": rounded(hidden[0].tolist()),
                    "max": rounded(hidden.max(0).values.tolist()),
                }
            )
        expected = {"versions": {"transformers": t.__version__, "torch": torch.__version__}, "texts": texts}
        lines = ",\n".join(json.dumps(text) for text in texts)
        body = json.dumps(expected["versions"])
        (folder / "expected.json").write_text('{"versions": ' + body + ', "texts": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    real(sys.argv[2]) if sys.argv[1] == "real" else tiny()
