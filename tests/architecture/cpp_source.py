"""Splits C++ text into code, comments and literals, so that a check looks only where it means to look.

   code('f("exit(1)");  // exit(1)') == 'f("       ");          '

Enough of the language for this project's sources: no trigraphs, no line continued inside a literal.
"""
import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>(?<!\w)(?:u8|[uUL])?R"(?P<tag>[^()\\\s]{0,16})\((?P<raw_body>.*?)\)(?P=tag)")
      | (?P<string>"(?P<body>(?:\\.|[^"\\\n])*)")
      | (?P<char>(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE | re.DOTALL,
)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def code(text):
    """The text with comments and the insides of literals blanked; lines and columns stay."""
    def replace(match):
        if match["comment"] is not None:
            return _blank(match[0])
        return match[0][0] + _blank(match[0][1:-1]) + match[0][-1]
    return _TOKEN.sub(replace, text)


def _unescape(body):
    """The characters an ordinary literal stands for; escapes that no check asks about become a space."""
    def replace(match):
        if match[1]:
            return chr(int(match[1], 16))
        return match[2] if match[2] in "\\\"'" else " "
    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|(.))", replace, body)


def strings(text):
    """(line, value) of every string literal; #include lines are not literals."""
    for match in _TOKEN.finditer(text):
        if match["raw"] is not None:
            body = match["raw_body"]
        elif match["string"] is not None:
            body = _unescape(match["body"])
        else:
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        if text[line_start:match.start()].lstrip().startswith("#include"):
            continue
        yield text.count("\n", 0, match.start()) + 1, body
