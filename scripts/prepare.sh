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

missing=""
for package in libsqlite3-dev zlib1g-dev; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" -eq 0 ]; then
        echo "Installing$missing" >&2
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
    else
        echo "These Debian packages are missing:$missing" >&2
        echo "Install them with: sudo apt-get install$missing" >&2
        exit 69
    fi
fi
