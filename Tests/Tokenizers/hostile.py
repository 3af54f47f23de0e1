"""Strings that find what a tokenizer does not expect, from a seed."""

import random

SPACES = [
    " ", "  ", "   ", "\t", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\xa0", "\u1680", "\u180e",
    "\u2000", "\u2003", "\u2007", "\u2009", "\u200a", "\u200b", "\u2028", "\u2029", "\u202f", "\u205f", "\u2060",
    "\u3000", "\ufeff", " \n \n", "\n\n\n", " \r\n ", "\t\t  ",
]
SPECIALS = [
    "[CLS]", "[SEP]", "[UNK]", "[PAD]", "[MASK]", "<s>", "</s>", "<unk>", "<pad>", "<mask>", "<|endoftext|>", "[cls]",
    "[Mask]", "<S>", "<0x0A>", "<0xC3>", "##ing", "</w>", "\u2581", "\u2581\u2581", "\u0120", "<EOT>", "[DAY]", "tag",
    "new york",
]
JOINERS = ["\u200d", "\u200c", "\ufe0f", "\ufe0e", "\u20e3", "\u00ad", "\u034f", "\u2060", "\U000e0067", "\U000e007f"]
CONTRACTIONS = ["'s", "'S", "'t", "'re", "'RE", "'ve", "'m", "'ll", "'Ll", "'d", "'\u017f", "\u2019s", "''", "'", "'x"]
LETTERS = (
    "aAbBeEiIoOzZ\u00e9\u00c9\u00f1\u00df\u0130\u0131\u01c5\u03a3\u03c2\u0416\u0434"
    "\u05d0\u0627\u0915\u0e01\u1e9e\ufb01\u212b\u2126\u017f"
)
SYMBOLS = (
    "!?.,;:-_()[]{}<>@#$%^&*+=/\\|~`\"'\u2018\u2019\u201c\u201d\u2014\u2026"
    "\u00bf\u00a1\u20ac\u00a3\u2122\u00b0\u00ab\u00bb\u3001\u3002\uff01"
)
NUMBERS = "0123456789\u00b2\u00bd\u0661\u0967\u2460\u2167\u3007\uff15\U0001d7d8"
WORDS = "the quick Brown fox jumps over a LAZY dog Unbelievable naive cafe running don't e-mail 3.14 1,000 iPhone"
WORDS = WORDS.split()
# First and last of ranges, with how often they are chosen.
RANGES = [
    (0x00, 0x7F, 6), (0x80, 0xFF, 4), (0x100, 0x24F, 3), (0x250, 0x36F, 3), (0x370, 0x5FF, 3), (0x600, 0x8FF, 3),
    (0x900, 0xDFF, 3), (0xE00, 0x109F, 3), (0x10A0, 0x13FF, 2), (0x1400, 0x1CFF, 2), (0x1D00, 0x1FFF, 3),
    (0x2000, 0x2BFF, 4), (0x2C00, 0x2FFF, 2), (0x3000, 0x33FF, 3), (0x3400, 0x4DBF, 2), (0x4E00, 0x9FFF, 4),
    (0xA000, 0xABFF, 2), (0xAC00, 0xD7FF, 3), (0xE000, 0xF8FF, 1), (0xF900, 0xFAFF, 2), (0xFB00, 0xFFFF, 3),
    (0x10000, 0x10FFF, 3), (0x11000, 0x11FFF, 3), (0x12000, 0x1CFFF, 2), (0x1D000, 0x1DFFF, 2), (0x1E000, 0x1EFFF, 2),
    (0x1F000, 0x1FAFF, 4), (0x1FB00, 0x1FFFF, 1), (0x20000, 0x2A6DF, 2), (0x2A6E0, 0x2EE5F, 2), (0x2F800, 0x2FA1F, 2),
    (0x30000, 0x3347F, 1), (0xE0000, 0xE01EF, 1), (0xF0000, 0x10FFFF, 1),
]


class Hostile:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def scalar(self):
        if self.random.random() < 0.05:
            code = self.random.randrange(0x110000)
        else:
            first, last, _ = self.random.choices(RANGES, [weight for _, _, weight in RANGES])[0]
            code = self.random.randint(first, last)
        # What a reader of broken UTF-16 would put there.
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)

    def combining(self):
        base = self.random.choice(LETTERS)
        kinds = [(0x300, 0x36F), (0x483, 0x489), (0x591, 0x5BD), (0x610, 0x61A), (0x64B, 0x65F), (0x93C, 0x94D),
                 (0xE31, 0xE3A), (0xF71, 0xF84), (0x1AB0, 0x1ACE), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0),
                 (0x302A, 0x302F), (0x3099, 0x309A), (0xFE20, 0xFE2F), (0x1D165, 0x1D172), (0x1E130, 0x1E136)]
        marks = "".join(chr(self.random.randint(*self.random.choice(kinds))) for _ in range(self.random.randint(1, 5)))
        return base + marks

    def emoji(self):
        people = ["\U0001f468", "\U0001f469", "\U0001f467", "\U0001f9d1", "\u2764", "\U0001f44d", "\U0001f3f3",
                  "\u270c"]
        skins = ["", "\U0001f3fb", "\U0001f3ff", "\ufe0f"]
        parts = [self.random.choice(people) + self.random.choice(skins) for _ in range(self.random.randint(1, 4))]
        if self.random.random() < 0.2:
            flags = [chr(0x1F1E6 + self.random.randrange(26)) for _ in range(self.random.randint(1, 5))]
            return "".join(flags)
        return "\u200d".join(parts)

    def jamo(self):
        kinds = [(0x1100, 0x115F), (0x1160, 0x11A7), (0x11A8, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB),
                 (0xAC00, 0xD7A3)]
        return "".join(chr(self.random.randint(*self.random.choice(kinds))) for _ in range(self.random.randint(1, 6)))

    def long_word(self):
        length = self.random.choice([99, 100, 101, 150, 300])
        return self.random.choice(["a", "\u00e9", "\u4e2d", "ab", self.scalar()]) * length

    def part(self):
        kind = self.random.randrange(16)
        choose = self.random.choice
        if kind < 4:
            return "".join(self.scalar() for _ in range(self.random.randint(1, 6)))
        if kind == 4:
            return self.combining()
        if kind == 5:
            return self.emoji()
        if kind == 6:
            return self.jamo()
        if kind == 7:
            return choose(SPACES)
        if kind == 8:
            return choose(SPECIALS) + choose(["", "", " ", "x", "s"])
        if kind == 9:
            return choose(CONTRACTIONS)
        if kind == 10:
            return "".join(choose(NUMBERS) for _ in range(self.random.randint(1, 7)))
        if kind == 11:
            return "".join(choose(SYMBOLS) for _ in range(self.random.randint(1, 5)))
        if kind == 12:
            return "".join(choose(LETTERS) for _ in range(self.random.randint(1, 8)))
        if kind == 13:
            return choose(JOINERS) + self.scalar()
        if kind == 14 and self.random.random() < 0.15:
            return self.long_word()
        return choose(WORDS)

    def string(self):
        glue = self.random.choice(["", "", " ", " ", "\n"])
        return glue.join(self.part() for _ in range(self.random.randint(0, 12)))


def strings(count, seed=20260101):
    """So many strings, none of them twice."""
    hostile = Hostile(seed)
    found = {}
    while len(found) < count:
        found[hostile.string()] = None
    return list(found)
