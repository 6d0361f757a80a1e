#!/usr/bin/python3
"""Reads exports back as other programs would: check_exports.py DATAPACKAGE_FOLDER WORKBOOK EXCEL_SV_FOLDER

Prints what is wrong, a line each, and nothing when all is well.  Every table of the data package must fit the schema
that datapackage.json declares (names, types, primary key), and the workbook must hold the same, cell by cell: numbers as
numbers, dates as dates, the header frozen.  The files for a Swedish Excel must hold the same with a byte order mark,
semicolons and decimal commas.  Standard library only.
"""
import csv
import datetime
import decimal
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FITS = {
    "integer": lambda text: re.fullmatch(r"-?[0-9]+", text),
    "number": lambda text: re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", text),
    "boolean": lambda text: text in ("true", "false", "True", "False", "TRUE", "FALSE", "1", "0"),
    "date": lambda text: re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and datetime.date.fromisoformat(text),
    "string": lambda text: True,
}
FIRST_DAY = datetime.date(1899, 12, 30)  # Excel's day 0


def tables(folder):
    """Name -> (fields, rows) of a data package; wrong ones are told."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for key in ("$schema", "name", "resources"):
        if key not in package:
            print(f"datapackage.json: no {key}")
    out = {}
    for resource in package["resources"]:
        name, fields = resource["name"], resource["schema"]["fields"]
        with open(folder / resource["path"], encoding=resource["encoding"], newline="") as file:
            header, *rows = list(csv.reader(file, strict=True))
        if header != [field["name"] for field in fields]:
            print(f"{name}: header {header}")
        for number, row in enumerate(rows, 1):
            if len(row) != len(fields):
                print(f"{name} {number}: {len(row)} fields")
            for field, text in zip(fields, row):
                if text and not FITS[field["type"]](text):
                    print(f"{name} {number}: {field['name']} is no {field['type']}: {text!r}")
        keys = resource["schema"]["primaryKey"]
        seen = [tuple(row[header.index(key)] for key in keys) for row in rows]
        if len(set(seen)) != len(seen) or any("" in key for key in seen):
            print(f"{name}: primary key {keys} is not unique")
        out[name] = (fields, rows)
    return out


def column_number(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def link_targets(book, sheet, root):
    """(row, address) of each link of a sheet; the address may stand in two attributes."""
    try:
        text = book.read(f"xl/worksheets/_rels/{pathlib.Path(sheet).name}.rels")
    except KeyError:
        return []
    relations = {one.get("Id"): one.get("Target") for one in ET.fromstring(text)}
    return [(int(re.search("[0-9]+", link.get("ref"))[0]) - 1,
             relations[link.get(REL + "id")] + ("#" + link.get("location") if link.get("location") else ""))
            for link in root.iter(MAIN + "hyperlink")]


def sheets(path):
    """Name -> (frozen, links, rows), a row a dictionary of column -> (type, text)."""
    with zipfile.ZipFile(path) as book:
        if bad := book.testzip():
            print(f"{path}: {bad} is damaged")
        targets = {one.get("Id"): one.get("Target") for one in ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
        for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet"):
            root = ET.fromstring(book.read("xl/" + targets[sheet.get(REL + "id")]))
            pane = root.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
            rows = {}
            for row in root.iter(MAIN + "row"):
                cells = rows[int(row.get("r")) - 1] = {}
                for cell in row.iter(MAIN + "c"):
                    kind = cell.get("t", "n")
                    texts = cell.iter(MAIN + "t") if kind == "inlineStr" else cell.iter(MAIN + "v")
                    text = "".join(one.text or "" for one in texts)
                    # What XML cannot hold stands as _x000D_.
                    text = re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)
                    cells[column_number(cell.get("r"))] = (kind, text)
            links = link_targets(book, targets[sheet.get(REL + "id")], root)
            yield sheet.get("name"), pane is not None and pane.get("state") == "frozen", links, rows


def same(field, text, cell):
    kind, found = cell
    if not text:
        return not found
    if field["type"] in ("integer", "number"):
        return kind == "n" and decimal.Decimal(repr(float(found))) == decimal.Decimal(text)
    if field["type"] == "boolean":
        return kind == "b" and (found == "1") == (text.lower() in ("true", "1"))
    if field["type"] == "date":
        return kind == "n" and FIRST_DAY + datetime.timedelta(int(found)) == datetime.date.fromisoformat(text)
    # An apostrophe keeps a spreadsheet from running the text of a CSV file; a workbook needs none.
    return kind == "inlineStr" and found in (text, text[1:] if text.startswith("'") else text)


def check_excel_sv(folder, package):
    for name, (fields, expected) in package.items():
        content = (folder / f"{name}.csv").read_bytes()
        if not content.startswith(b"\xef\xbb\xbf"):
            print(f"{name}.csv: no byte order mark")
        header, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";",
                                        strict=True))
        if header != [field["name"] for field in fields] or len(rows) != len(expected):
            print(f"{name}.csv: {header}, {len(rows)} rows; in the package {len(expected)}")
        for number, (row, other) in enumerate(zip(rows, expected), 1):
            for field, text, wanted in zip(fields, row, other):
                if field["type"] == "number" and ("." in text or text.replace(",", ".") != wanted):
                    print(f"{name}.csv {number}: {field['name']} is {text!r}, in the package {wanted!r}")
                elif field["type"] != "number" and text != wanted:
                    print(f"{name}.csv {number}: {field['name']} is {text!r}, in the package {wanted!r}")


def main():
    package = tables(pathlib.Path(sys.argv[1]))
    check_excel_sv(pathlib.Path(sys.argv[3]), package)
    found, links = [], 0
    for name, frozen, linked, rows in sheets(sys.argv[2]):
        found.append(name)
        links += len(linked)
        fields, expected = package[name]
        names = [field["name"] for field in fields]
        for number, address in linked:
            page = expected[number - 1][names.index("page")] if "page" in names else ""
            if not re.search(r"\.pdf#page=[1-9][0-9]*$", address) or (page and not address.endswith("=" + page)):
                print(f"{name} {number}: leads to {address}, not to page {page}")
        if not frozen:
            print(f"{name}: the header is not frozen")
        if [rows[0][c][1] for c in range(len(fields))] != [field["name"] for field in fields]:
            print(f"{name}: the header of the sheet is another")
        if len(rows) != len(expected) + 1:
            print(f"{name}: {len(rows) - 1} rows in the sheet, {len(expected)} in the file")
        for number, row in enumerate(expected, 1):
            for column, (field, text) in enumerate(zip(fields, row)):
                cell = rows.get(number, {}).get(column, ("n", ""))
                if not same(field, text, cell):
                    print(f"{name} {number}: {field['name']} is {cell}, in the file {text!r}")
    if found != list(package):
        print(f"sheets: {found}")
    if links == 0:
        print("no row leads to its page")


main()
