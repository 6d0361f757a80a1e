#!/usr/bin/python3
"""Reads an OParl export: check_oparl.py FOLDER; prints what is wrong, a line each, then how many objects of each type.

Every object must have the properties that OParl 1.1 demands of its type, every list must be one, every address below the
base must be an object or a list of the export, and links must lead to the right type and back.  Standard library only.
"""
import collections
import json
import pathlib
import re
import sys

TYPES = "https://schema.oparl.org/1.1/"
DEMANDED = {
    "System": ["oparlVersion", "body"],
    "Body": ["name", "organization", "person", "meeting", "paper", "legislativeTerm", "agendaItem", "consultation", "file",
             "locationList", "legislativeTermList", "membership"],
    "Organization": ["body", "name"],
    "Meeting": ["agendaItem"],
    "AgendaItem": ["meeting"],
    "Paper": ["body"],
    "Consultation": ["paper", "meeting", "agendaItem"],
    "File": ["accessUrl", "mimeType"],
}
LEADS_TO = {"meeting": "Meeting", "organization": "Organization", "paper": "Paper", "agendaItem": "AgendaItem",
            "consultation": "Consultation", "resultsProtocol": "File"}
ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def main():
    folder = pathlib.Path(sys.argv[1])
    system = json.loads((folder / "system.json").read_text("utf-8"))
    base = system["id"].removesuffix("system")
    objects, lists = {system["id"]: system}, {}
    for path in sorted(folder.glob("*.json")):
        if path.name == "system.json":
            continue
        found = json.loads(path.read_text("utf-8"))
        if set(found) != {"data", "pagination", "links"} or found["pagination"]["totalElements"] != len(found["data"]):
            print(f"{path.name}: no list of OParl")
        lists[base + path.name] = found["data"]
        for one in found["data"]:
            if one["id"] in objects:
                print(f"{one['id']}: is there twice")
            objects[one["id"]] = one
    if system["body"] not in lists:
        print("the system has no list of bodies")

    def links(one, key, value):
        """Addresses in a property, in lists of them, and in objects inside."""
        if isinstance(value, list):
            for each in value:
                yield from links(one, key, each)
        elif isinstance(value, dict):
            if "id" in value and objects.get(value["id"]) != value:
                print(f"{value['id']}: is another inside {one['id']}")
            yield key, value["id"]
        elif isinstance(value, str) and value.startswith(base) and key not in ("id", "accessUrl"):
            yield key, value

    counts = collections.Counter()
    for address, one in objects.items():
        kind = one["type"].removeprefix(TYPES)
        counts[kind] += 1
        for key in DEMANDED.get(kind, ["no such type"]):
            if key not in one:
                print(f"{address}: no {key}")
        if "start" in one and not ISO_TIME.fullmatch(one["start"]):
            print(f"{address}: start {one['start']}")
        for key, value in one.items():
            for name, target in links(one, key, value):
                if target in lists:
                    if kind not in ("System", "Body"):
                        print(f"{address}: {name} is a list")
                elif target not in objects:
                    print(f"{address}: {name} leads nowhere: {target}")
                elif name in LEADS_TO and objects[target]["type"] != TYPES + LEADS_TO[name]:
                    print(f"{address}: {name} is a {objects[target]['type']}")
        if kind == "Consultation":
            if objects[one["agendaItem"]].get("consultation") != address:
                print(f"{address}: its agenda item does not know it")
            if one not in objects[one["paper"]]["consultation"]:
                print(f"{address}: its paper does not know it")
        if kind == "AgendaItem" and one not in objects[one["meeting"]]["agendaItem"]:
            print(f"{address}: its meeting does not know it")
    print(" ".join(f"{kind} {counts[kind]}" for kind in sorted(counts)))


main()
