#!/usr/bin/python3
"""Holds ALTO files against the structure of ALTO 4: check_alto.py FILE...

Prints what is wrong, a line each, and nothing when all is well: which elements stand where and how often, attributes that
must be there and what they may be, ids that are unique and references that lead somewhere, boxes inside their page.
Written from the description of the format (https://www.loc.gov/standards/alto/), not with its schema; standard library only.
"""
import re
import sys
import xml.etree.ElementTree as ET

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
BOX = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
SHARE = r"0(\.[0-9]+)?|1(\.0+)?"
# Children in their order as a regular expression over "name " of each; attributes that must be there; what attributes
# must look like.  Attributes that are not named here are wrong.
ELEMENTS = {
    "alto": ("Description (Styles )?Layout ", (), {"SCHEMAVERSION": r"4\.[0-4]"}),
    "Description": ("MeasurementUnit (sourceImageInformation )?(Processing )*", (), {}),
    "MeasurementUnit": ("", (), {}),
    "sourceImageInformation": ("(fileName )?(fileIdentifier )*(documentIdentifier )*", (), {}),
    "fileName": ("", (), {}),
    "fileIdentifier": ("", (), {"fileIdentifierLocation": ".*"}),
    "Processing": ("(processingCategory )?(processingDateTime )?(processingAgency )?(processingStepDescription )*"
                   "(processingStepSettings )?(processingSoftware )?", ("ID",), {"ID": ".+"}),
    "processingCategory": ("", (), {}),
    "processingStepDescription": ("", (), {}),
    "processingSoftware": ("(softwareCreator )?(softwareName )?(softwareVersion )?(applicationDescription )?", (), {}),
    "softwareName": ("", (), {}),
    "softwareVersion": ("", (), {}),
    "Styles": ("(TextStyle )*(ParagraphStyle )*", (), {}),
    "TextStyle": ("", ("ID", "FONTSIZE"), {
        "ID": ".+", "FONTSIZE": NUMBER,
        "FONTSTYLE": "((bold|italics|subscript|superscript|smallcaps|underline|strikethrough)( |$))+"}),
    "Layout": ("(Page )+", (), {}),
    "Page": ("(TopMargin )?(LeftMargin )?(RightMargin )?(BottomMargin )?(PrintSpace )?", ("ID", "PHYSICAL_IMG_NR"), {
        "ID": ".+", "PHYSICAL_IMG_NR": "[0-9]+", "WIDTH": NUMBER, "HEIGHT": NUMBER, "PROCESSINGREFS": ".+",
        "QUALITY": "OK|Missing|Missing in original|Damaged|Retained|Target|As in original", "QUALITY_DETAIL": ".*",
        "PC": SHARE, "ROTATION": NUMBER}),
    **{space: ("(TextBlock )*", BOX, {side: NUMBER for side in BOX})
       for space in ("TopMargin", "LeftMargin", "RightMargin", "BottomMargin", "PrintSpace")},
    "TextBlock": ("(TextLine )+", ("ID", *BOX), {"ID": ".+", "ROTATION": NUMBER, "LANG": ".+",
                                                 **{side: NUMBER for side in BOX}}),
    "TextLine": ("(String (SP )?)+(HYP )?", ("ID", *BOX), {"ID": ".+", "BASELINE": ".+", "STYLEREFS": ".+",
                                                         **{side: NUMBER for side in BOX}}),
    "SP": ("", (), {"ID": ".+", **{side: NUMBER for side in BOX}}),
    "HYP": ("", ("CONTENT",), {"CONTENT": ".+", **{side: NUMBER for side in BOX}}),
    "String": ("(ALTERNATIVE )*(Glyph )*", ("CONTENT", *BOX), {
        "ID": ".+", "CONTENT": "(?s:.+)", "STYLEREFS": ".+", "WC": SHARE, "CC": "[0-9]( [0-9])*",
        "SUBS_TYPE": "HypPart1|HypPart2|Abbreviation", "SUBS_CONTENT": ".+", **{side: NUMBER for side in BOX}}),
    "ALTERNATIVE": ("", (), {"PURPOSE": ".*"}),
    "Glyph": ("(Variant )*", ("CONTENT",), {"CONTENT": "(?s:.+)", "GC": SHARE, **{side: NUMBER for side in BOX}}),
    "Variant": ("", (), {"CONTENT": "(?s:.+)", "VC": SHARE}),
}


def check(path):
    root = ET.parse(path).getroot()
    ids, references = [], []

    def tell(where, what):
        print(f"{path}: {where}: {what}")

    def visit(element, page, where):
        name = element.tag.removeprefix(ALTO)
        where = f"{where}/{name}[{element.get('ID') or element.get('CONTENT') or ''}]"
        if name not in ELEMENTS:
            return tell(where, "no element of ALTO that is written here")
        order, needed, patterns = ELEMENTS[name]
        children = "".join(child.tag.removeprefix(ALTO) + " " for child in element)
        if not re.fullmatch(order, children):
            tell(where, f"children {children}")
        for key in needed:
            if key not in element.attrib:
                tell(where, f"no {key}")
        for key, value in element.attrib.items():
            if key.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
                continue
            if key not in patterns or not re.fullmatch(patterns[key], value):
                tell(where, f"{key}={value!r}")
        if "ID" in element.attrib:
            ids.append(element.get("ID"))
        for key in ("STYLEREFS", "PROCESSINGREFS"):
            references.extend(element.get(key, "").split())
        if name == "Page":
            page = element
        if name == "String" and "CC" in element.attrib:
            # A number for each character.
            if len(element.get("CC").split()) != len(element.get("CONTENT")):
                tell(where, f"CC={element.get('CC')!r}")
        if all(side in element.attrib for side in BOX):
            left, top, width, height = (float(element.get(side)) for side in BOX)
            right, bottom = float(page.get("WIDTH")), float(page.get("HEIGHT"))
            if left < 0 or top < 0 or width < 0 or height < 0 or left + width > right or top + height > bottom:
                tell(where, f"lies outside of its page: {left} {top} {width} {height}")
        for child in element:
            visit(child, page, where)

    visit(root, None, "")
    if root.tag != ALTO + "alto":
        tell("/", f"is {root.tag}")
    if root.findtext(f"{ALTO}Description/{ALTO}MeasurementUnit") not in ("pixel", "mm10", "inch1200"):
        tell("/", "an unknown unit")
    for one in ids:
        if not re.fullmatch(r"[^\W\d][\w.-]*", one) or ids.count(one) > 1:
            tell(one, "is no id, or not unique")
    for one in references:
        if one not in ids:
            tell(one, "is referred to and not there")
    if not list(root.iter(ALTO + "String")):
        tell("/", "no word")


for argument in sys.argv[1:]:
    check(argument)
