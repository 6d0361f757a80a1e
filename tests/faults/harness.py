"""Runs avstam in a folder of its own, watches it from outside, and asks what must hold after every run."""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

EPOCH = "1767225600"  # time stamps in archives, so that two runs can be compared


class Failed(Exception):
    """A scenario is not as it must be."""


def require(holds, what):
    if not holds:
        raise Failed(what)


def read_text(path):
    try:
        return pathlib.Path(path).read_text(errors="replace")
    except OSError:
        return ""


def status_kib(pid, field):
    for line in read_text(f"/proc/{pid}/status").splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1])
    return 0


def children(pid):
    return [int(p) for p in read_text(f"/proc/{pid}/task/{pid}/children").split()]


def is_alive(pid):
    stat = read_text(f"/proc/{pid}/stat")
    return bool(stat) and stat.rsplit(")", 1)[1].split()[0] not in "ZX"


class Watch(threading.Thread):
    """Samples a supervisor and its workers: memory in MiB, open files, which workers there were."""

    def __init__(self, process, every=0.05):
        super().__init__(daemon=True)
        self.process, self.every = process, every
        self.supervisor_mib = self.worker_mib = self.files = 0
        self.samples = []  # (seconds, MiB now, open files) of the supervisor
        self.workers = set()
        self.started = time.monotonic()

    def run(self):
        pid = self.process.pid
        while self.process.poll() is None:
            self.supervisor_mib = max(self.supervisor_mib, status_kib(pid, "VmHWM") / 1024)
            for child in children(pid):
                self.workers.add(child)
                self.worker_mib = max(self.worker_mib, status_kib(child, "VmHWM") / 1024)
            try:
                files = len(os.listdir(f"/proc/{pid}/fd"))
            except OSError:
                files = 0
            self.files = max(self.files, files)
            self.samples.append((time.monotonic() - self.started, status_kib(pid, "VmRSS") / 1024, files))
            time.sleep(self.every)


class Run:
    def __init__(self, code, out, err, seconds, watch):
        self.code, self.out, self.err, self.seconds, self.watch = code, out, err, seconds, watch


class Place:
    """A folder for one scenario: `inbox` for papers, archives beside it."""

    def __init__(self, binary, name, keep=False):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"faults-{name}-"))
        self.inbox = self.folder / "inbox"
        self.inbox.mkdir()
        self.keep = keep
        self.notes = []

    def close(self):
        if not self.keep:
            subprocess.run(["chmod", "-R", "u+rwX", str(self.folder)], stderr=subprocess.DEVNULL, check=False)
            shutil.rmtree(self.folder, ignore_errors=True)

    def note(self, text):
        self.notes.append(text)

    def put(self, name, content):
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def start(self, *arguments, env=None, before=None, stdout=subprocess.PIPE, stderr=subprocess.PIPE):
        variables = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_COLOR": "1", **(env or {})}
        return subprocess.Popen([self.binary, *map(str, arguments)], cwd=self.folder, env=variables, stdout=stdout,
                                stderr=stderr, stdin=subprocess.DEVNULL, preexec_fn=before)

    def run(self, *arguments, timeout=120, every=0.05, **options):
        begin = time.monotonic()
        process = self.start(*arguments, **options)
        watch = Watch(process, every)
        watch.start()
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Failed(f"{' '.join(map(str, arguments))}: not done after {timeout} s") from None
        seconds = time.monotonic() - begin
        watch.join()
        require(process.returncode >= 0, f"killed by signal {-process.returncode}: {err[-500:]!r}")
        left = [pid for pid in watch.workers if is_alive(pid)]
        if left:  # the kernel needs a moment for those that were killed
            time.sleep(0.3)
            left = [pid for pid in left if is_alive(pid)]
        require(not left, f"workers are left: {left}")
        return Run(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), seconds, watch)

    def ingest(self, *arguments, db="a.db", **options):
        return self.run("ingest", "--db", db, *arguments, **options)

    def failures(self, db="a.db"):
        result = self.run("failures", "--db", db, "--format", "jsonl")
        require(result.code == 0, f"failures: {result.err}")
        return {entry["file"]: entry for entry in map(json.loads, result.out.splitlines())}

    def query(self, sql, db="a.db"):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder / db}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()

    def documents(self, db="a.db"):
        """File name -> state, of those stored."""
        return dict(self.query("SELECT n.name, d.state FROM document_names n JOIN documents d "
                               "ON d.id = n.document_id", db))

    def dump(self, db="a.db"):
        """All tables as text, in order: two archives are equal when these are."""
        digest = hashlib.sha256()
        with contextlib.closing(sqlite3.connect(f"file:{self.folder / db}?mode=ro", uri=True)) as connection:
            for line in connection.iterdump():
                # How the index of words is laid out depends on when it was written; what is in it does not.
                if not line.startswith(('INSERT INTO "search_index_data"', 'INSERT INTO "search_index_idx"')):
                    digest.update(line.encode())
        return digest.hexdigest()

    def merged_dump(self, db="a.db"):
        """The same, whatever order the documents were read in."""
        (self.folder / "merged.db").unlink(missing_ok=True)
        result = self.run("merge", "--into", "merged.db", db)
        require(result.code == 0, f"merge: {result.err}")
        return self.dump("merged.db")

    def sound(self, db="a.db", alone=True):
        """The archive is whole; with `alone`, nothing but it is left behind."""
        require(self.query("PRAGMA integrity_check", db) == [("ok",)], "integrity_check")
        require(not self.query("PRAGMA foreign_key_check", db), "foreign_key_check")
        if alone:
            known = {"inbox", "log.jsonl", "files.txt"}
            left = [p.name for p in self.folder.iterdir() if p.name not in known and p.suffix != ".db"]
            require(not left, f"files are left: {left}")

    def hashes(self):
        """Of everything in the inbox that is a file."""
        found = {}
        for path in sorted(self.inbox.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def verified(self, db="a.db"):
        result = self.run("verify", "--db", db)
        require(result.code == 0, f"verify: {result.out} {result.err}")


def kill_group(process, how=signal.SIGKILL):
    """A supervisor, and no other process."""
    if process.poll() is None:
        process.send_signal(how)
    process.wait()
