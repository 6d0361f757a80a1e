#!/usr/bin/env python3
"""What must hold when things go wrong while papers are loaded: bad papers, crashes, full disks, odd names.

usage: tests/faults/faults.py --bin BINARY [--quick | --all] [--only NAME]... [--list] [--keep]

--quick takes under a minute and is the test faults.quick; --all also kills, fills disks and loads thousands (root, for
small disks; about half an hour). Each scenario makes its own papers in a folder of its own. Exit status 1 when one is
not as it must be. Python's standard library, qpdf; cc for failing disks.
"""

import argparse
import sys
import time
import traceback

import damage
import files
import heavy
import kills
import limits
import poison
from harness import Failed, Place

# name -> (scenario, is it quick)
SCENARIOS = {
    "papers": (poison.papers_at_once, True),
    "papers-alone": (poison.papers_alone, False),
    "papers-directly": (poison.papers_read_directly, False),
}
for module in (files, damage, limits, kills, heavy):
    SCENARIOS.update(module.SCENARIOS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the folders of the scenarios")
    options = parser.parse_args()
    unknown = set(options.only) - set(SCENARIOS)
    if unknown:
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}; see --list")
    chosen = options.only or [name for name, (_, quick) in SCENARIOS.items() if quick or options.all]
    if options.list:
        for name in SCENARIOS:
            print(f"{name:24} {(SCENARIOS[name][0].__doc__ or '').strip().splitlines()[0]}")
        return 0
    wrong = 0
    for name in chosen:
        place = Place(options.bin, name, options.keep)
        begin = time.monotonic()
        try:
            SCENARIOS[name][0](place)
            verdict = "ok"
        except Failed as failed:
            verdict = f"WRONG: {failed}"
        except Exception:  # a fault of the scenario must not hide the others
            verdict = "WRONG: " + traceback.format_exc()
        finally:
            place.close()
        wrong += verdict != "ok"
        print(f"{name:24} {time.monotonic() - begin:6.1f} s  {verdict}", flush=True)
        for note in place.notes:
            print(f"    {note}", flush=True)
    print(f"{len(chosen)} scenarios, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
