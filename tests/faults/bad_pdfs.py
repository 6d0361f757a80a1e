"""Bad PDFs, made here: no foreign file is kept. Each function gives the bytes of one file."""

import random
import subprocess
import zlib


def pdf(bodies, trailer=b"", before=b""):
    """A file of numbered objects; object 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + before)
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, table)
    return bytes(out)


def stream(content, dictionary="", length=None):
    head = "<< %s /Length %d >>\nstream\n" % (dictionary, len(content) if length is None else length)
    return head.encode() + content + b"\nendstream"


def packed(content):
    return stream(zlib.compress(content), "/Filter /FlateDecode")


CATALOG = "<< /Type /Catalog /Pages 2 0 R %s >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def text_content(lines):
    return b"BT /F 11 Tf 72 770 Td 14 TL " + b" ".join(
        b"(%s) Tj T*" % line.encode("cp1252") for line in lines) + b" ET"


def document(contents, media="0 0 595 842", more="", catalog="", resources="", fonts="", extra=(), count=None):
    """Pages with these content streams (bodies of objects); `extra` are the objects from number 4 on."""
    extra = list(extra)
    first = 4 + len(extra)
    kids = " ".join("%d 0 R" % (first + 2 * i) for i in range(len(contents)))
    bodies = [CATALOG % catalog,
              "<< /Type /Pages /Kids [%s] /Count %s >>" % (kids, len(contents) if count is None else count), FONT]
    bodies += extra
    for i, content in enumerate(contents):
        bodies.append("<< /Type /Page /Parent 2 0 R /MediaBox [%s] %s /Contents %d 0 R /Resources << /Font << /F 3 0 R %s >>"
                      " %s >> >>" % (media, more, first + 2 * i + 1, fonts, resources))
        bodies.append(content)
    return pdf(bodies)


def page_lines(seed):
    numbers = random.Random(seed)
    return ["Nämnden %d redovisar kostnader på %d kr för år %d." % (i, numbers.randrange(1000, 900000), 2000 + i)
            for i in range(12)]


def good(seed=1, pages=1):
    """A sound document, another one for each seed."""
    return document([packed(text_content(page_lines(seed * 1000 + i))) for i in range(pages)])


def one_page(content, **options):
    return document([content], **options)


SAME = text_content(["Kostnaden är 1 500 kr."])


# ---- what is no PDF, or half of one ----

def html_404():
    return ("<!DOCTYPE html>\n<html lang=sv><title>404</title><body><h1>Sidan finns inte</h1></body></html>" +
            " " * 2000).encode()


def jpeg():
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + bytes(500)


def archive_zip():
    return b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(500)


def mail():
    return b"Received: from a by b\r\nFrom: registrator@example.se\r\nSubject: Protokoll\r\n\r\nSe bilaga.\r\n"


def postscript():
    return b"%!PS-Adobe-3.0\n/Helvetica findfont 12 scalefont setfont (x) show showpage\n"


def cut(percent):
    whole = good(40, 6)
    return whole[:len(whole) * percent // 100]


def last_kilobyte_missing():
    return good(41, 6)[:-1024]


def older_revision_remains():
    whole = good(42, 2)
    newer = b"4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n" * 4
    return whole + newer[:200]


def crlf_damage():
    return good(43, 4).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def flipped_page():
    pages = [packed(text_content(page_lines(700 + i))) for i in range(10)]
    body = bytearray(pages[4])
    start = body.index(b"stream\n") + 7
    for i in range(start + 2, start + 60):
        body[i] ^= 0x5A
    pages[4] = bytes(body)
    return document(pages)


def encrypted(folder, user):
    plain, out = folder / ".plain", folder / ".encrypted"
    plain.write_bytes(good(44, 2))
    subprocess.run(["qpdf", "--encrypt", user, "owner-secret", "256", "--", str(plain), str(out)], check=True)
    result = out.read_bytes()
    plain.unlink()
    out.unlink()
    return result


# ---- lies about pages ----

def zero_pages():
    return pdf([CATALOG % "", "<< /Type /Pages /Kids [] /Count 0 >>"])


def count_says(number):
    return document([stream(text_content(page_lines(50 + i))) for i in range(3)], count=number)


# ---- loops ----

def page_tree_loop():
    return pdf([CATALOG % "", "<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
                "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 2 >>"])


def outline_loop():
    return document([stream(SAME)], catalog="/Outlines 4 0 R", extra=[
        "<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 2 >>",
        "<< /Title (a) /Parent 4 0 R /Next 5 0 R /Prev 5 0 R /First 5 0 R >>"])


def form_field_loop():
    return document([stream(SAME)], catalog="/AcroForm 4 0 R", more="/Annots [5 0 R 6 0 R]", extra=[
        "<< /Fields [5 0 R 6 0 R] >>",
        "<< /FT /Tx /Kids [6 0 R 5 0 R] /Parent 6 0 R /Subtype /Widget /Rect [0 0 9 9] >>",
        "<< /FT /Tx /Kids [5 0 R 6 0 R] /Parent 5 0 R /Subtype /Widget /Rect [0 0 9 9] >>"])


def object_stream_loop():
    """The object stream that holds the catalog extends itself and lies in itself."""
    out = bytearray(b"%PDF-1.7\n")
    out += b"4 0 obj\n" + stream(b"1 0 2 34 << /Type /Catalog /Pages 2 0 R >> << /Kids [] >>",
                                 "/Type /ObjStm /N 2 /First 9 /Extends 4 0 R") + b"\nendobj\n"
    table = len(out)
    rows = b"".join(bytes([kind]) + value.to_bytes(4, "big") + bytes([index]) for kind, value, index in
                    [(0, 0, 255), (2, 4, 0), (2, 4, 1), (0, 0, 255), (2, 4, 0), (1, table, 0)])
    out += b"5 0 obj\n" + stream(rows, "/Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R") + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def xref_prev_loop():
    whole = good(52)
    table = int(whole[whole.rindex(b"startxref") + 9:].split()[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)


def laughing_forms(innermost=None):
    """Ten forms, each drawing the next ten times: ten thousand million words, or nothing as often."""
    extra = []
    for level in range(10):
        inner = b"/X Do " * 10 if level < 9 else innermost or text_content(["kr"])
        resources = "/XObject << /X %d 0 R >>" % (5 + level) if level < 9 else ""
        extra.append(stream(inner, "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >>"
                            " %s >>" % resources))
    return one_page(stream(b"/X Do"), resources="/XObject << /X 4 0 R >>", extra=extra)


def endless_functions():
    """A spot function that is sampled over a huge shading: time, not size."""
    return one_page(stream(b"/S sh " * 4000 + SAME), resources="/Shading << /S 4 0 R >>", extra=[
        "<< /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1000000 0 1000000] /Function 5 0 R >>",
        stream(b"{ " + b"sin cos exch " * 500 + b"pop }", "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]")])


# ---- floods and bombs ----

def filter_chain():
    filters = "/ASCIIHexDecode " + "/RunLengthDecode " * 60
    return one_page(stream(b"7F" * 200, "/Filter [%s]" % filters))


def log_flood():
    return one_page(stream(b"<< /a ) ] > } foo bar (x " * 40000))


def boxes(media, crop="", user_unit=""):
    more = ("/CropBox [%s] " % crop if crop else "") + ("/UserUnit %s" % user_unit if user_unit else "")
    return one_page(stream(SAME), media=media, more=more)


def image_page(dictionary, data, media="0 0 595 842", text=b""):
    width, height = media.split()[2:]
    return one_page(stream(b"q %s 0 0 %s 0 0 cm /I Do Q " % (width.encode(), height.encode()) + text), media=media,
                    resources="/XObject << /I 4 0 R >>",
                    extra=[stream(data, "/Type /XObject /Subtype /Image " + dictionary)])


def ccitt_bomb(side=35000):
    return image_page("/Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
                      "/DecodeParms << /K -1 /Columns %d /Rows %d >>" % (side, side, side, side), b"\xff" * 4400)


def flate_bomb(side=30000):
    row, pack = bytes(side), zlib.compressobj(9)
    once = b"".join(pack.compress(row) for _ in range(side)) + pack.flush()
    return image_page("/Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter [/FlateDecode "
                      "/FlateDecode]" % (side, side), zlib.compress(once, 9))


def jpx_lie():
    siz = b"\xff\x51" + (41).to_bytes(2, "big") + b"\0\0" + b"\x7f\xff\xff\xff" * 2 + bytes(8)
    siz += b"\x7f\xff\xff\xff" * 2 + bytes(8) + b"\0\x01\x07\x01\x01"
    return image_page("/Width 1000 /Height 1000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /JPXDecode",
                      b"\xff\x4f" + siz + b"\xff\xd9")


def jbig2_lie():
    page = (0).to_bytes(4, "big") + b"\x30\0\x01" + (19).to_bytes(4, "big")
    page += (100_000).to_bytes(4, "big") * 2 + bytes(8) + b"\0\0\0"
    return image_page("/Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", page)


def flate_text_bomb(megabytes=500):
    pack = zlib.compressobj(9)
    block = b"0 0 m 1 1 l S\n" * 75000
    data = b"".join(pack.compress(block) for _ in range(megabytes)) + pack.flush()
    return one_page(stream(data, "/Filter /FlateDecode"))


def plan(folder):
    """A0, 841 x 1189 mm, scanned at 300 dpi in black and white."""
    width, height = 2384, 3370
    lines = " ".join("1 0 0 1 200 %d Tm (Byggrätten är %d kvm enligt planen.) Tj" % (3000 - 60 * i, 1000 + i)
                     for i in range(40)).encode("cp1252")
    drawn = folder / "plan.pdf"
    drawn.write_bytes(one_page(stream(b"BT /F 36 Tf " + lines + b" ET"), media="0 0 %d %d" % (width, height)))
    picture = subprocess.run(["pdftoppm", "-mono", "-r", "300", str(drawn)], check=True, capture_output=True).stdout
    drawn.unlink()
    _, size, data = picture.split(b"\n", 2)
    columns, rows = map(int, size.split())
    return image_page("/Width %d /Height %d /ImageMask false /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0] "
                      "/Filter /FlateDecode" % (columns, rows), zlib.compress(data), media="0 0 %d %d" % (width, height))


def endless_stream():
    return one_page(stream(SAME, length=2 ** 31 - 1))[:-200]


def nested_arrays(depth=200_000):
    return one_page(stream(b"[" * depth + b"]" * depth + SAME))


def nested_dictionaries(depth=100_000):
    return one_page(stream(SAME), more="/X " + "<< /Y " * depth + "1" + " >>" * depth)


def nested_page_tree(depth=5000):
    bodies = [CATALOG % ""]
    for i in range(depth):
        bodies.append("<< /Type /Pages /Kids [%d 0 R] /Count 1 %s >>" % (i + 3, "/Parent %d 0 R" % (i + 1) if i else ""))
    bodies.append("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F %d 0 R"
                  " >> >> >>" % (depth + 1, depth + 3, depth + 4))
    return pdf(bodies + [stream(SAME), FONT])


def nested_states(depth=300_000):
    return one_page(packed(b"q " * depth + SAME + b" Q" * depth))


def tiny_words(count=1_000_000):
    content = b"BT /F 1 Tf 1 0 0 1 10 800 Tm " + b"".join(
        b"1 0 0 1 %d %d Tm (a%d)Tj " % (10 + i % 280 * 2, 830 - i // 280 % 820, i % 10) for i in range(count)) + b"ET"
    return one_page(packed(content))


def many_pages(count=2000, seed=60):
    return good(seed, count)


# ---- what a reader might act on ----

def javascript():
    return document([stream(SAME)], catalog="/OpenAction 4 0 R /Names << /JavaScript << /Names [(a) 4 0 R] >> >>",
                    more="/AA << /O 5 0 R >>", extra=[
                        "<< /S /JavaScript /JS (while\\(1\\)\\{app.launchURL\\('http://127.0.0.1:9/'\\);\\}) >>",
                        "<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>"])


def embedded_files():
    return document([stream(SAME)], catalog="/Names << /EmbeddedFiles << /Names [(../../etc/x) 4 0 R] >> >>", extra=[
        "<< /Type /Filespec /F (../../etc/x) /EF << /F 5 0 R >> >>", stream(b"MZ" + bytes(9000), "/Type /EmbeddedFile")])


def outside_references():
    return document([stream(SAME)], more="/Annots [4 0 R]", catalog="/OpenAction 5 0 R", extra=[
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://127.0.0.1:9/) >> >>",
        "<< /S /GoToR /F (/etc/passwd) /D [0 /Fit] >>"])


def font_without_font():
    return document([stream(b"BT /G 12 Tf 72 700 Td <00410042> Tj ET " + SAME)], extra=[
        "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>"], fonts="/G 4 0 R")


def broken_xref():
    whole = good(61, 2)
    at = whole.rindex(b"xref\n0")
    return whole[:at] + b"xref\n0 99999999\n" + b"9999999999 00000 n \n" * 9 + whole[whole.rindex(b"trailer"):]


def absurd_numbers():
    return one_page(stream(b"BT /F 1e300 Tf 1e300 0 0 -1e300 1e38 nan Tm (x) Tj ET 99999999999999999999 w "
                           b"-1e308 1e308 m 1e308 -1e308 l S " + SAME))


def noise(seed, damage=30):
    """A sound document with bytes changed anywhere."""
    numbers, body = random.Random(seed), bytearray(good(seed, 3))
    for _ in range(damage):
        body[numbers.randrange(len(body))] = numbers.randrange(256)
    return bytes(body)
