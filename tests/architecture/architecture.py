#!/usr/bin/env python3
"""Checks of the tree that a compiler does not make.

   architecture.py CHECK ROOT      prints "file:line: message" for each finding; exit status 1 when there is one

CHECK: includes, output, length, patterns, phrases, or all.  What each demands is said at its function.  A finding
that is as it should be is listed with its reason in allowed.txt; an entry there that excuses nothing is a finding too.
architecture_test.py shows each check failing.
"""
import pathlib
import re
import sys

import cpp_source

# In the order data flows.
FLOW = ["base", "extract", "normalize", "rules", "store", "app"]
LONGEST_FILE = 600


def includes(path, text):
    """A file includes its own folder and folders before it in the flow, written from the root.

    tests/ and bench/ may include every folder: they stand after the flow.
    """
    folder = path.split("/")[0]
    reach = FLOW[:FLOW.index(folder) + 1] if folder in FLOW else FLOW + [folder]
    lines = cpp_source.code(text).split("\n")
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*"([^"]*)"', line)
        if not match or not lines[number - 1].strip():
            continue
        first = match[1].split("/")[0]
        if "/" not in match[1] or first == ".." or first == ".":
            yield number, f'"{match[1]}" is not written from the root ("folder/file.h")'
        elif first not in reach:
            where = f"{folder}/ may include " + ", ".join(reach) if first in FLOW else f"no folder {first}/"
            yield number, f'"{match[1]}" is against the flow {" → ".join(FLOW)}: {where}'


# Names that print or end the process.  Not after . -> or another namespace: a member of that name is fine.
_OUTPUT = re.compile(
    r"""\bstd::(?:cout|cerr|clog|wcout|wcerr)\b | \b(?:stdout|stderr|STDOUT_FILENO|STDERR_FILENO)\b
      | (?<![\w.:>])(?:::|std::)?(?:v?f?printf|puts|fputs|putchar|perror|exit|_exit|_Exit|quick_exit|abort|terminate|assert)\s*\(
      | \bfmt::print\b | \#\s*include\s*<(?:iostream|cassert|assert\.h|fmt/ostream\.h)>""",
    re.VERBOSE,
)


def output(path, text):
    """Only app/ prints, exits or aborts; everything else returns values or throws Error."""
    if path.split("/")[0] not in FLOW[:-1]:
        return
    for number, line in enumerate(cpp_source.code(text).split("\n"), 1):
        for match in _OUTPUT.finditer(line):
            yield number, f"'{match[0].strip()}': only app/ prints or ends the process; return a Diagnostic or throw Error"


def length(path, text):
    """No file past 600 lines."""
    del path
    count = text.count("\n")
    if count > LONGEST_FILE:
        yield count, f"{count} lines; split files past {LONGEST_FILE}"


def patterns(path, text):
    """No \\w \\W \\b \\B in a pattern: ASCII-only in RE2, so \\w+ stops in "åtgärd" and \\bår never matches."""
    ascii_class = re.compile(r"\\[wWbB]")
    if path.startswith("rules/") and path.endswith(".toml"):
        for number, line in enumerate(text.split("\n"), 1):
            if not line.lstrip().startswith("#") and (match := ascii_class.search(line)):
                yield number, f"{match[0]} is ASCII-only in RE2; use \\pL or a boundary of \\p{{Zs}} and punctuation"
    elif path.split("/")[0] in FLOW:
        for number, body in cpp_source.strings(text):
            if match := ascii_class.search(body):
                yield number, f"{match[0]} in a literal is ASCII-only in RE2; use \\pL or \\p{{Zs}}"


# Words of the documents that are Swedish without å, ä or ö.  Not "kronor", "tkr", "mkr":
# English messages and the output name units so.
_SWEDISH = re.compile(
    r"[åäöÅÄÖ]|(?<!\w)(?:summa|totalt|varav|därav|tusental|miljon(?:er)?|miljard(?:er)?|mnkr|mdkr|avvikelse|utfall|"
    r"beslutar|kommun|landsting|januari|februari|mars|maj|juni|juli|augusti|oktober)(?!\w)",
    re.IGNORECASE,
)


def phrases(path, text):
    """No Swedish in C++ literals: what documents may say differently belongs in rules/*.toml and *.csv."""
    if path.split("/")[0] not in FLOW or not path.endswith((".cc", ".h")):
        return
    for number, body in cpp_source.strings(text):
        if match := _SWEDISH.search(re.sub(r"\[[^\]]*\]", "", body)):  # [A-ZÅÄÖ] is a set of letters, no phrase
            yield number, f'"{body[:60]}" holds Swedish ("{match[0]}"): phrases belong in rules/'


CHECKS = {check.__name__: check for check in (includes, output, length, patterns, phrases)}
SUFFIXES = {
    "includes": (".cc", ".h"), "output": (".cc", ".h"), "length": (".cc", ".h", ".py"),
    "patterns": (".cc", ".h", ".toml"), "phrases": (".cc", ".h"),
}


def read_allowed(text):
    """Lines "check path reason..." -> {(check, path): reason}."""
    allowed = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            fields = line.split(None, 2)
            if len(fields) < 3 or fields[0] not in CHECKS:
                raise ValueError(f"allowed.txt:{number}: expected 'check path reason', found '{line}'")
            allowed[fields[0], fields[1]] = fields[2]
    return allowed


def find(name, files, allowed):
    """Findings of one check over files {path: text}, less the allowed ones, plus entries that excuse nothing."""
    findings, excused = [], set()
    for path, text in sorted(files.items()):
        if not path.endswith(SUFFIXES[name]):
            continue
        for number, message in CHECKS[name](path, text):
            if (name, path) in allowed:
                excused.add(path)
            else:
                findings.append(f"{path}:{number}: {message}")
    for check, path in allowed:
        if check == name and path not in excused:
            findings.append(f"tests/architecture/allowed.txt: '{name} {path}' excuses nothing any more; remove it")
    return findings


def read_tree(root):
    files = {}
    for folder in [*FLOW, "tests", "bench", "scripts"]:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in (".cc", ".h", ".py", ".toml", ".txt"):
                files[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return files


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in [*CHECKS, "all"]:
        print(__doc__, file=sys.stderr)
        return 2
    root = pathlib.Path(sys.argv[2])
    files = read_tree(root)
    if not files:
        print(f"architecture: no sources below {root}", file=sys.stderr)
        return 2
    allowed = read_allowed((pathlib.Path(__file__).parent / "allowed.txt").read_text(encoding="utf-8"))
    names = CHECKS if sys.argv[1] == "all" else [sys.argv[1]]
    findings = [finding for name in names for finding in find(name, files, allowed)]
    print("\n".join(findings) if findings else f"{sys.argv[1]}: {len(files)} files in order")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
