# Sourced by the other scripts: makes sure that a Swift toolchain and the Debian packages are there.

if ! command -v swift >/dev/null 2>&1; then
    echo "Winnow needs a Swift toolchain, 6.2 or newer, and there is no 'swift' on the PATH." >&2
    echo "Get one from https://www.swift.org/install/linux/ and run this again." >&2
    exit 69
fi

swift_version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
set -- $swift_version
if [ "${1:-0}" -lt 6 ] || { [ "$1" -eq 6 ] && [ "${2:-0}" -lt 2 ]; }; then
    echo "Winnow needs Swift 6.2 or newer; this is ${1:-?}.${2:-?} ($(command -v swift))." >&2
    echo "Get a newer one from https://www.swift.org/install/linux/ and run this again." >&2
    exit 69
fi

. scripts/packages.sh
need_packages libsqlite3-dev zlib1g-dev
