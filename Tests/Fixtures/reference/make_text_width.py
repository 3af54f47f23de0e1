"""Columns of texts in a terminal as wcwidth counts them: python3 make_text_width.py > text_width.json"""
import json, random
import wcwidth

random.seed(7)
TEXTS = [
    "plain", "naïve café", "e\u0301te\u0301", "日本語のテキスト", "한국어 문장", "\u1112\u1161\u11ab", "ｆｕｌｌ", "ﾊﾝｶｸ",
    "😀", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "☎️", "☎", "🇩🇪🇫🇷", "שלום עולם", "مرحبا بالعالم", "नमस्ते", "ไทยภาษา",
    "zero\u200bwidth", "a\u0300\u0301\u0302", "①②③", "→ ← ✓ ✗ █ ░ ─", "½ ¾ ±", "한글과 漢字 mixed 😀!",
    "\u2067", "soft\u00adhyphen", "1️⃣", "👩‍💻 codes", "🤷🏻‍♀️",
]
RANGES = [(0x20, 0x7e), (0xa0, 0x24f), (0x370, 0x3ff), (0x400, 0x4ff), (0x5d0, 0x5ea), (0x2190, 0x21ff), (0x2500, 0x257f),
          (0x3041, 0x3096), (0x4e00, 0x9fff), (0xac00, 0xd7a3), (0x1f300, 0x1f64f), (0x20000, 0x2a000)]
for _ in range(200):
    low, high = random.choice(RANGES)
    TEXTS.append("x".join(chr(random.randint(low, high)) for _ in range(random.randint(1, 12))))
print(json.dumps(
    {"made_with": f"wcwidth {wcwidth.__version__}", "texts": [{"text": t, "width": wcwidth.wcswidth(t)} for t in TEXTS]},
    ensure_ascii=True, indent=0))
