#!/bin/sh
# Compares what onnxruntime makes of exported models with `winnow predict`, on real texts and on hostile ones.
#
#   Tests/Models/compare.sh WINNOW [FOLDER]
#
# numpy and onnxruntime are installed from PyPI into a folder of their own. Says "skipped" where they cannot be had.
set -eu
winnow=$(realpath "$1")
folder=${2:-${TMPDIR:-/tmp}/winnow-models}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
if ! "$folder/venv/bin/python" -c 'import numpy, onnxruntime' 2>/dev/null; then
    "$folder/venv/bin/pip" install --quiet numpy onnxruntime || { echo "skipped: onnxruntime cannot be had"; exit 0; }
fi
"$folder/venv/bin/python" "$here/compare.py" "$winnow" "$folder"
