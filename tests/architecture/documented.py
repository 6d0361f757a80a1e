#!/usr/bin/env python3
"""Runs the commands that a Markdown file shows, and follows its links to files.

   documented.py ROOT BINARY FILE...      one line per failure; exit status 1 when there is one

```console   run: lines "$ command", then what it prints.  One shell per block, in a scratch directory where
             build/release/avstam is BINARY and corpus/, rules/ are the project's.  Output (both streams) must be equal;
             a line "..." stands for any lines, "..." at the end of a line for the rest of it; a command without output
             shown may print what it likes.  A status other than 0 must be shown by the next command, "$ echo $?".
```sh        too long for a test (builds, installs) or tested elsewhere: each command must exist, with the options shown.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINKED = ["rules", "scripts", "bench", "tests", "CMakePresets.json"]


def blocks(text):
    """(kind, first line number, body) of every block that shows commands."""
    for match in FENCE.finditer(text):
        yield match[1], text.count("\n", 0, match.start()) + 2, match[2]


def steps(body, first_line):
    """(line number, command, expected output lines or None) of a console block."""
    result = []
    for number, line in enumerate(body.rstrip("\n").split("\n"), first_line):
        if line.startswith("$ "):
            result.append((number, line[2:], []))
        elif not result:
            raise ValueError(f"line {number}: output before the first command")
        else:
            result[-1][2].append(line)
    return [(number, command, output or None) for number, command, output in result]


def matches(expected, actual):
    if not expected:
        return not actual
    if expected[0] == "...":
        return any(matches(expected[1:], actual[skip:]) for skip in range(len(actual) + 1))
    if not actual:
        return False
    same = actual[0].startswith(expected[0][:-3]) if expected[0].endswith("...") else actual[0] == expected[0]
    return same and matches(expected[1:], actual[1:])


def run_console(body, first_line, directory):
    """Failures of one console block, run in `directory`."""
    commands = steps(body, first_line)
    mark = "\x01done "
    script = "".join(f"{command}\nstatus=$?; printf '\\n{mark}%d\\n' $status; (exit $status)\n"
                     for _, command, _ in commands)
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    result = subprocess.run(["bash"], input=script, cwd=directory, env=environment, text=True, encoding="utf-8",
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
    outputs = re.findall(rf"(.*?)\n{mark}(\d+)\n", result.stdout, re.DOTALL)
    if len(outputs) != len(commands):
        yield f"{first_line}: the block stops early:\n{result.stdout}"
        return
    for index, ((number, command, expected), (output, status)) in enumerate(zip(commands, outputs)):
        shown = index + 1 < len(commands) and commands[index + 1][1] == "echo $?"
        if status != "0" and not shown:
            yield f"{number}: '{command}' ends with status {status}, which is not shown:\n{output}"
        elif expected is not None and not matches(expected, output.rstrip("\n").split("\n")):
            yield f"{number}: '{command}' prints something else:\n{output}"


def check_sh(body, first_line, root, binary):
    """Failures of one sh block: what is named must exist."""
    presets = {preset["name"] for preset in json.loads((root / "CMakePresets.json").read_text())["configurePresets"]}
    for number, line in enumerate(body.rstrip("\n").split("\n"), first_line):
        for command in re.split(r"&&|\|", line):
            words = shlex.split(command, comments=True)
            if not words or words[0] in ("git", "cd", "apt"):
                continue
            options = [word.split("=")[0] for word in words if word.startswith("--")]
            if words[0] in ("cmake", "ctest") and "--preset" in words:
                if words[words.index("--preset") + 1] not in presets:
                    yield f"{number}: no such preset: {command.strip()}"
                continue
            if words[0] in ("build/release/avstam", "avstam"):
                help_command = [binary, *words[1:2], "--help"]
            elif os.access(root / words[0], os.X_OK) and (root / words[0]).is_file():
                help_command = [root / words[0], "--help"]
            else:
                yield f"{number}: no such command: {words[0]}"
                continue
            help_run = subprocess.run(help_command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
            if help_run.returncode != 0:
                yield f"{number}: {' '.join(map(str, help_command))} fails:\n{help_run.stderr}"
            for option in options:
                if not re.search(rf"{re.escape(option)}(?![\w-])", help_run.stdout):
                    yield f"{number}: {words[0]} has no option {option}"


def broken_links(text, directory):
    """Links to files that are not there; links into the web are not followed."""
    for match in re.finditer(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        if not (directory / match[1]).exists():
            yield f"{text.count(chr(10), 0, match.start()) + 1}: link to {match[1]}, which does not exist"


def failures(text, root, binary):
    for kind, first_line, body in blocks(text):
        if kind == "sh":
            yield from check_sh(body, first_line, root, binary)
            continue
        with tempfile.TemporaryDirectory() as scratch:
            directory = pathlib.Path(scratch)
            (directory / "build/release").mkdir(parents=True)
            (directory / "build/release/avstam").symlink_to(binary)
            shutil.copytree(root / "corpus", directory / "corpus")  # ingest need not follow links
            for name in LINKED:
                (directory / name).symlink_to(root / name)
            yield from run_console(body, first_line, directory)


def main():
    if len(sys.argv) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    root, binary = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    failed = False
    for name in sys.argv[3:]:
        text = (root / name).read_text(encoding="utf-8")
        for failure in [*failures(text, root, binary), *broken_links(text, (root / name).parent)]:
            print(f"{name}:{failure}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
