#!/usr/bin/python3
"""What is installed works by itself: the program with its rules, and the library with the example of docs/example.

usage: install_test.py BUILD SOURCE COMPILER FLAGS LINKER_FLAGS
"""
import os
import pathlib
import subprocess
import sys
import tempfile

BUILD, SOURCE, COMPILER, FLAGS, LINKER_FLAGS = sys.argv[1:]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("AVSTAM_RULES", "DESTDIR")}
MISPRINT = f"{SOURCE}/corpus/statsbidrag-felskrift.pdf"
SCAN = f"{SOURCE}/corpus/scans/brev-fax.pdf"


def run(*arguments, code=0, **options):
    result = subprocess.run(arguments, capture_output=True, text=True, env=ENVIRONMENT, check=False, **options)
    if result.returncode != code:
        sys.exit(f"{' '.join(map(str, arguments))}: exit status {result.returncode}, not {code}\n{result.stdout}\n{result.stderr}")
    return result.stdout


def require(holds, what):
    if not holds:
        sys.exit(what)


with tempfile.TemporaryDirectory() as folder:
    prefix = pathlib.Path(folder) / "usr"
    run("cmake", "--install", BUILD, "--prefix", prefix)
    for name in ("bin/avstam", "lib/avstam/avstam_tesseract.so", "share/avstam/rules/README.md", "share/man/man1/avstam.1.gz",
                 "share/bash-completion/completions/avstam", "share/zsh/vendor-completions/_avstam",
                 "share/fish/vendor_completions.d/avstam.fish", "share/doc/avstam/copyright"):
        require((prefix / name).stat().st_size > 0, f"{name} is not installed")
    program = prefix / "bin/avstam"
    require(str(prefix / "share/avstam/rules") in run(program, "doctor"), "the installed program does not use its own rules")
    run(program, "rules", "check")
    require("mismatch" in run(program, "check", MISPRINT, code=1), "the misprint is not found")
    # Pictures are read by a module of its own, loaded by a worker that is shut in; without it all else goes on.
    require('"source":"ocr"' in run(program, "extract", SCAN), "the installed program does not read a scan")
    module = prefix / "lib/avstam/avstam_tesseract.so"
    module.rename(prefix / "away.so")
    require("is avstam installed whole?" in run(program, "extract", SCAN, code=3), "the missing module is not told")
    require("MISSING" in run(program, "doctor", code=3), "doctor does not miss it")
    run(program, "check", MISPRINT, code=1)
    (prefix / "away.so").rename(module)
    # Rules of a user's own lie on top of the installed ones.
    own = pathlib.Path(folder) / "own"
    own.mkdir()
    (own / "stockholm.toml").write_bytes((prefix / "share/avstam/rules/councils/stockholm.toml").read_bytes())
    run(program, "check", "--rules", own, MISPRINT, code=1)

    example = pathlib.Path(folder) / "example"
    configured = run("cmake", "-G", "Ninja", "-S", f"{SOURCE}/docs/example", "-B", example, f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_COMPILER={COMPILER}", f"-DCMAKE_CXX_FLAGS={FLAGS}", f"-DCMAKE_EXE_LINKER_FLAGS={LINKER_FLAGS}")
    require(f"rules: {prefix}/share/avstam/rules" in configured, f"avstam_RULES leads elsewhere: {configured}")
    run("cmake", "--build", example)
    told = run(example / "mismatches", prefix / "share/avstam/rules", MISPRINT)
    require(told.startswith("page ") and "180000 kr" in told.replace("-", ""), f"the example says: {told}")
