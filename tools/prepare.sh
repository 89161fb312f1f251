#!/bin/sh
# Makes this checkout ready to run: the environment in .venv, and what pip cannot bring to it.
#
#   sh tools/prepare.sh sound             forget a .venv that was moved, or whose Python has gone
#   sh tools/prepare.sh system [NEED...]  check the system, for .venv if it is not made yet and for
#                                         each NEED: pango, chromium, qpdf, pdftotext, postgresql
#   sh tools/prepare.sh venv              make .venv afresh, with the rule engine in it
#   sh tools/prepare.sh browser           fetch a Chromium where the system has none
#
# As root on Debian or Ubuntu, `system` installs what is missing; elsewhere it stops and prints the
# line to run. Called by the Makefile from the top of the checkout; every path is relative, so that the
# checkout may live in a directory whose name has spaces. PYTHON=... chooses the interpreter.
set -u

OLDEST='(3, 10)'
NEWEST='(3, 13)' # the newest Python on which the rule engine was built and run
RANGE='Python 3.10 to 3.13'
MADE=.venv/.made

# --- Which interpreter ------------------------------------------------------------------------------

# A command of that name is not enough: version switchers leave some that only print an error.
runs_in_range() { # INTERPRETER
    "$1" -c "import sys; sys.exit(not ($OLDEST <= sys.version_info[:2] <= $NEWEST and sys.implementation.name == 'cpython'))" \
        >/dev/null 2>&1
}

compiles() { # COMPILER [OPTIONS], as one word
    scratch=$(mktemp -d) || return 1
    printf '#include <stdio.h>\nint main(void) { return puts("") < 0; }\n' >"$scratch/try.c"
    # shellcheck disable=SC2086 # the compiler may come with options
    $1 -o "$scratch/try" "$scratch/try.c" >/dev/null 2>&1
    compiled=$?
    rm -rf "$scratch"
    return $compiled
}

# The compiler Python was built with comes first, as the build would take it; CC goes before it.
compiler_for() { # INTERPRETER
    built_with=$("$1" -c 'import sysconfig; print(sysconfig.get_config_var("CC") or "")' 2>/dev/null)
    for compiler in "${CC:-}" "$built_with" cc gcc clang; do
        if [ -n "$compiler" ] && compiles "$compiler"; then
            echo "$compiler"
            return 0
        fi
    done
    return 1
}

lacks() { # INTERPRETER; prints which of ensurepip, headers, compiler it lacks to make .venv
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 || echo ensurepip
    "$1" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' \
        >/dev/null 2>&1 || echo headers
    compiler_for "$1" >/dev/null || echo compiler
}

# Sets `python` to the first interpreter in range that lacks nothing; failing that, to the first in range.
choose_python() {
    python=''
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3.10 python3 python}; do
        runs_in_range "$candidate" || continue
        if [ -z "$(lacks "$candidate")" ]; then
            python=$candidate
            return
        fi
        python=${python:-$candidate}
    done
}

# --- What the system must have -----------------------------------------------------------------------

on_debian() { command -v apt-get >/dev/null 2>&1; }
on_ubuntu() { [ -r /etc/os-release ] && grep -q '^ID=ubuntu' /etc/os-release; }
on_macos() { [ "$(uname -s)" = Darwin ]; }

# The same three libraries that WeasyPrint opens; without the last the fonts in a PDF differ from run to run.
has_pango() { # INTERPRETER
    "$1" - <<'END' >/dev/null 2>&1
import ctypes, ctypes.util, sys
for names in (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset"),
):
    for name in (*names, ctypes.util.find_library(names[-1])):
        try:
            ctypes.CDLL(name) if name else sys.exit(1)
            break
        except OSError:
            continue
    else:
        sys.exit(1)
END
}

# Ubuntu's package `chromium` only tells one to install a snap: a browser counts when it runs.
system_browser() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        "$browser" --version >/dev/null 2>&1 && return 0
    done
    return 1
}

# Debian keeps the server's own programs off the path.
has_postgresql() {
    command -v initdb >/dev/null 2>&1 && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

miss() { # NAME DEBIAN_PACKAGES HOMEBREW_FORMULAE
    missing="$missing${missing:+, }$1"
    packages="$packages${packages:+ }$2"
    formulae="$formulae${formulae:+ }$3"
}

# Sets `missing` to what is missing in words, `packages` and `formulae` to what brings it.
look() { # NEED...
    missing='' packages='' formulae=''
    if [ -f $MADE ]; then
        python=.venv/bin/python
    else
        choose_python
        if [ -z "$python" ]; then
            miss "$RANGE" "python3 python3-venv python3-dev gcc libc6-dev" python@3.13
        else
            # Debian names the packages of its default Python python3-..., those of another python3.X-...
            name=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
            [ "$name" = "$(/usr/bin/python3 -c 'import sys; print("python%d.%d" % sys.version_info[:2])' 2>/dev/null)" ] && name=python3
            for part in $(lacks "$python"); do
                case $part in
                ensurepip) miss "Python's ensurepip" "$name-venv" "" ;;
                headers) miss "Python's headers" "$name-dev" "" ;;
                compiler) miss "a C compiler" "gcc libc6-dev" "" ;;
                esac
            done
        fi
    fi
    for need in "$@"; do
        case $need in
        pango)
            { [ -n "$python" ] && has_pango "$python"; } ||
                miss Pango "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" pango
            ;;
        chromium) # where no package brings it, `browser` fetches one
            system_browser || ! on_debian || on_ubuntu || miss Chromium chromium ""
            ;;
        qpdf) command -v qpdf >/dev/null 2>&1 || miss qpdf qpdf qpdf ;;
        pdftotext) command -v pdftotext >/dev/null 2>&1 || miss pdftotext poppler-utils poppler ;;
        postgresql) has_postgresql || miss PostgreSQL postgresql postgresql ;;
        *)
            echo "tools/prepare.sh: no need is called $need" >&2
            exit 2
            ;;
        esac
    done
}

system() { # NEED...
    look "$@"
    [ -z "$missing" ] && return 0
    if on_debian && [ "$(id -u)" -eq 0 ]; then
        echo "Missing on this system: $missing. Installing: $packages"
        apt-get -q update || echo "The package lists could not be renewed; trying with those at hand." >&2
        # shellcheck disable=SC2086 # one word per package
        DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $packages || exit 1
        look "$@"
        [ -z "$missing" ] && return 0
    fi
    {
        echo "Missing on this system: $missing."
        if on_debian; then
            echo "Run this line, then make again:"
            echo
            echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages"
        elif on_macos; then
            echo "Run this line, then make again:"
            echo
            case $missing in
            *compiler*) echo "    xcode-select --install${formulae:+ && brew install $formulae}" ;;
            *) echo "    brew install $formulae" ;;
            esac
        else
            echo "Install it with this system's own tools, then make again."
            echo "On Debian and Ubuntu these packages bring it: $packages"
        fi
    } >&2
    exit 1
}

# --- The environment ---------------------------------------------------------------------------------

# Scripts and the link to this code are written with absolute paths: a moved checkout needs a new .venv.
sound() {
    [ -f $MADE ] || return 0
    [ "$(cat $MADE)" = "$(pwd -P)" ] && .venv/bin/python -c 'import pip' >/dev/null 2>&1 && return 0
    rm -f $MADE
}

venv() {
    choose_python
    if [ -z "$python" ]; then
        echo "No $RANGE runs here." >&2
        exit 1
    fi
    echo "Making .venv with $("$python" -c 'import platform, sys; print(sys.executable, platform.python_version())')"
    "$python" -m venv --clear .venv || exit 1
    engine=$(sed -n 's/.*"\(durable-rules==[^";]*\).*/\1/p' pyproject.toml)
    # First and on its own: it comes as C source that names a function Python 3.13 no longer has, and pip
    # would reuse a wheel that was built without the definition below.
    CC=$(compiler_for "$python") \
        CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject${CPPFLAGS:+ $CPPFLAGS}" \
        .venv/bin/python -m pip install --quiet --no-cache-dir --use-pep517 "$engine" || exit 1
    if ! .venv/bin/python -c 'import durable_rules_engine'; then
        echo "$engine was built but cannot be imported; see the error above." >&2
        exit 1
    fi
    pwd -P >$MADE
}

browser() {
    system_browser && return 0
    .venv/bin/python - <<'END' && return 0
import pathlib, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
END
    echo "Fetching a Chromium for the browser tests"
    if on_debian && [ "$(id -u)" -eq 0 ]; then
        .venv/bin/python -m playwright install --with-deps chromium
    else
        .venv/bin/python -m playwright install chromium
    fi
}

task=${1:-}
[ $# -gt 0 ] && shift
case $task in
sound | system | venv | browser) "$task" "$@" ;;
*)
    sed -n '2,13s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
