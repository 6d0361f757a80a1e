"""A PDF of tables of which no two are alike: one a page, twelve boards by four years, and their sums, which agree."""
import random

BOARDS = ["Kommunstyrelsen", "Barn- och utbildningsnämnden", "Socialnämnden", "Kultur- och fritidsnämnden",
          "Tekniska nämnden", "Miljönämnden", "Byggnadsnämnden", "Överförmyndaren", "Valnämnden", "Revisionen",
          "Räddningstjänsten", "Gymnasienämnden"]


def grouped(figure):
    return f"{figure:,}".replace(",", " ")


def name(number):
    """Words alone: a number would count up with the pages, as that of a running head does."""
    return "Verksamhet " + "".join("ABCDEFGHKL"[int(digit)] for digit in str(number))


def page(number, chance):
    years = ["Bokslut 2024", "Budget 2025", "Plan 2026", "Plan 2027"]
    rows = [[chance.randrange(100, 90_000) for _ in years] for _ in BOARDS]
    lines = [("", years)] + [(board, map(grouped, row)) for board, row in zip(BOARDS, rows)]
    lines.append(("Summa", [grouped(sum(column)) for column in zip(*rows)]))
    out = [f"BT /F1 14 Tf 60 780 Td ({name(number)}, driftbudget, tkr) Tj ET"]
    for i, (label, figures) in enumerate(lines):
        y = 750 - 16 * i
        out.append(f"BT /F1 10 Tf 60 {y} Td ({label}) Tj ET")
        for column, figure in enumerate(figures):
            # Helvetica's figures are 0.556 em wide, its space 0.278: right-aligned.
            width = sum(2.78 if sign == " " else 5.56 for sign in figure)
            out.append(f"BT /F1 10 Tf {310 + 75 * column - width:.1f} {y} Td ({figure}) Tj ET")
    return "\n".join(out).encode("cp1252")


def tables_pdf(count, seed=1):
    """The bytes of a PDF with so many pages."""
    chance = random.Random(seed)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               b"<< /Type /Pages /Count %d /Kids [%s] >>" %
               (count, b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(count))),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for number in range(1, count + 1):
        content = page(number, chance)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects) + 2))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
