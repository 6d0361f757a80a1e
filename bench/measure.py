"""What the benchmarks share: one run of a program, medians of several, what machine and versions they ran on."""
import os
import pathlib
import platform
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Run:
    """One run of a program and what it started: CPU and wall seconds, peak memory of one process in MiB, exit status."""

    def __init__(self, command):
        null = os.open(os.devnull, os.O_RDWR)
        start = time.perf_counter()
        actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
        pid = os.posix_spawnp(command[0], [str(word) for word in command], os.environ, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
        self.wall = time.perf_counter() - start
        os.close(null)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        self.status = os.waitstatus_to_exitcode(status)


class Median:
    """Of several runs: the medians of CPU and wall time, the largest memory, the first status that is not 0."""

    def __init__(self, runs):
        self.cpu = statistics.median(run.cpu for run in runs)
        self.wall = statistics.median(run.wall for run in runs)
        self.memory = max(run.memory for run in runs)
        self.status = next((run.status for run in runs if run.status), 0)


class Sum:
    """Of several runs or medians, one after the other."""

    def __init__(self, medians):
        self.cpu = sum(median.cpu for median in medians)
        self.wall = sum(median.wall for median in medians)
        self.memory = max(median.memory for median in medians)
        self.status = next((median.status for median in medians if median.status), 0)


def version(command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return (result.stdout + result.stderr).strip().split("\n")[0]


def machine():
    model = "unknown CPU"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def words_and_pages(pdf):
    result = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=False)
    text = result.stdout.decode("utf-8", "replace")
    return len(text.split()), text.count("\f")
