#!/usr/bin/python3
"""--help, the manual page, docs/reference.md and the completions name the same verbs and options.

usage: reference_test.py AVSTAM SOURCE

--help is read as a person reads it. bash is asked to complete; zsh and fish check the syntax of theirs where they are
installed. Prints what is wrong; exit status 1.
"""
import pathlib
import re
import shutil
import subprocess
import sys

AVSTAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
WRONG = []


def run(*arguments, text=None):
    return subprocess.run(arguments, capture_output=True, text=True, input=text, check=False)


def printed(form):
    return run(AVSTAM, "reference", "--format", form).stdout


def require(holds, what):
    if not holds:
        WRONG.append(what)


def section(text, title):
    """Lines of a section of --help, up to the next that is not indented."""
    found = re.search(rf"^{title}:\n((?:[ ]+.*\n|\n(?=  ))*)", text, re.M)
    return found[1].splitlines() if found else []


def help_of(path):
    text = run(AVSTAM, *path, "--help").stdout
    flags = []
    for line in section(text, "Options"):
        if match := re.match(r"  (-[\w,-]+)", line):
            flags += match[1].split(",")
    verbs = [match[1] for line in section(text, "Subcommands") if (match := re.match(r"  ([\w-]+) ", line))]
    return flags, verbs


def commands(path=()):
    """(path, flags, verbs below) of the program and each verb, as --help tells."""
    flags, verbs = help_of(path)
    yield path, flags, verbs
    for verb in verbs:
        yield from commands((*path, verb))


def completions(script, words):
    """What bash offers after these words."""
    quoted = " ".join("'%s'" % word for word in words)
    result = run("bash", "-c", f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _avstam; "
                 "printf '%s\\n' \"${COMPREPLY[@]}\"")
    require(not result.stderr, f"bash says: {result.stderr}")
    return set(result.stdout.split())


def main():
    man, markdown, bash = printed("man"), printed("markdown"), printed("bash")
    zsh, fish = printed("zsh"), printed("fish")
    plain_man = man.replace("\\-", "-")
    known = list(commands())
    require(len(known) > 25, f"only {len(known)} commands in --help")
    for path, flags, verbs in known:
        name = " ".join(path)
        require(flags, f"{name}: no options in --help")
        require(completions(bash, ["avstam", *path, "-"]) == set(flags), f"{name}: bash offers other options")
        if verbs:
            require(completions(bash, ["avstam", *path, ""]) == set(verbs), f"{name}: bash offers other verbs")
            continue
        in_man = plain_man.split(f".SS {name}\n", 1)[-1].split("\n.SS ")[0].split("\n.SH ")[0]
        in_markdown = markdown.split(f"## avstam {name}\n", 1)[-1].split("\n## ")[0]
        require(f".SS {name}\n" in plain_man, f"{name}: not in the manual page")
        require(f"## avstam {name}\n" in markdown, f"{name}: not in the Markdown page")
        listed = [flag for line in re.findall(r"^\.TP\n(.*)$", in_man, re.M) for flag in re.findall(r"\\fB(-[\w-]+)", line)]
        require(sorted(listed) == sorted(flags), f"{name}: the manual page lists {listed}, --help {flags}")
        listed = [flag for line in in_markdown.splitlines() if line.startswith("| `-")
                  for flag in re.findall(r"`(-[\w-]+)`", line.split(" | ")[0])]
        require(sorted(listed) == sorted(flags), f"{name}: the Markdown page lists {listed}, --help {flags}")
        for flag in flags:
            require(re.search(rf"(?<![\w-]){re.escape(flag)}(?![\w-])", zsh), f"{name}: zsh does not know {flag}")
            in_fish = f" -l {flag[2:]} " if flag.startswith("--") else f" -s {flag[1:]} "
            lines = [line for line in fish.splitlines()
                     if all(f"__fish_seen_subcommand_from {word}" in line for word in path) and in_fish in line]
            require(lines, f"{name}: fish does not know {flag}")
    require(completions(bash, ["avstam", "check", "--format", "s"]) == {"sarif"}, "bash does not complete a choice")
    require("README.md" in completions(f"cd '{SOURCE}'\n" + bash, ["avstam", "extract", "READ"]), "bash completes no file")
    require((SOURCE / "docs/reference.md").read_text() == markdown,
            "docs/reference.md is old: avstam reference --format markdown > docs/reference.md")
    if shutil.which("groff"):
        result = run("groff", "-man", "-ww", "-z", "-Tutf8", text=man)
        require(not result.stderr, f"groff: {result.stderr[:500]}")
        pages = run("groff", "-man", "-Tascii", "-P-cbou", text=man).stdout
        require("COMMANDS" in pages and "--page-seconds INT" in pages, "the manual page does not show its options")
    for shell, script, option in (("zsh", zsh, "-n"), ("fish", fish, "--no-execute"), ("bash", bash, "-n")):
        if shutil.which(shell):
            result = run(shell, option, "/dev/stdin", text=script)
            require(result.returncode == 0 and not result.stderr, f"{shell}: {result.stderr[:500]}")
    print("\n".join(WRONG))
    return 1 if WRONG else 0


sys.exit(main())
