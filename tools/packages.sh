#!/usr/bin/env bash
# Makes sure that the operating system has what a target needs: `tools/packages.sh python` or `tools/packages.sh tests`.
# On Debian and its children, as root or with sudo that asks no password, it installs what is missing;
# anywhere else it says the one command that does, and fails.
set -euo pipefail

python=${PYTHON:-python3}
missing=()

needs_python() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=("python3-venv")
}

needs_browser() {
    command -v chromium >/dev/null || missing+=("chromium")
    [ -n "$(find /usr/share/fonts -iname '*cjk*' -print -quit 2>/dev/null)" ] || missing+=("fonts-noto-cjk")
}

needs_postgresql() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=("postgresql")
}

case "${1:-}" in
    python) needs_python ;;
    browser) needs_browser ;;
    tests) needs_browser; needs_postgresql ;;
    *) echo "usage: tools/packages.sh python|browser|tests" >&2; exit 2 ;;
esac
[ "${#missing[@]}" -eq 0 ] && exit 0

command="apt-get install --yes --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
    echo "Missing system packages (names as on Debian): ${missing[*]}" >&2
    exit 1
elif [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo)
else
    echo "Missing system packages. Run: sudo $command" >&2
    exit 1
fi
echo "Installing system packages: ${missing[*]}"
"${as_root[@]}" apt-get update --quiet=2 </dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $command --quiet=2 </dev/null >/dev/null
