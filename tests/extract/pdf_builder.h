// Writes small PDFs for tests, whole and broken ones, so that no foreign file is needed.
//
//   std::string bytes = PdfBuilder().Page(Text(72, 100, 12, "Summa 45 644")).Build();
//
// Fonts: F1 Helvetica, F2 Helvetica-Bold, F3 Helvetica-Oblique, all WinAnsi; F4 has a /ToUnicode map:
//   A -> U+FB01 (fi), B -> U+00AD, C -> U+0000, D -> a + U+030A, E is unmapped.
// Images: Im, 2 x 3 pixels, and those that are added; every page may show all of them ("/Im1 Do").
// Helper coordinates are points from the top left of an A4 page (595 x 842).
#ifndef AVSTAM_TESTS_EXTRACT_PDF_BUILDER_H_
#define AVSTAM_TESTS_EXTRACT_PDF_BUILDER_H_

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avstam::extract {

inline constexpr double kPageWidth = 595, kPageHeight = 842;

// UTF-8 to a PDF string in WinAnsi (Latin-1 is all the tests need).
inline std::string PdfString(std::string_view utf8) {
  std::string out = "(";
  for (size_t i = 0; i < utf8.size(); ++i) {
    unsigned c = static_cast<unsigned char>(utf8[i]);
    if (c >= 0xC2 && c <= 0xC3 && i + 1 < utf8.size())
      c = ((c & 3) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3F);
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += static_cast<char>(c);
  }
  return out + ")";
}

// `operators` stand between Tf and Tj: "2 Tc", "3 Tr".
inline std::string Text(double x, double baseline, double size, std::string_view utf8,
                        std::string_view font = "F1", std::string_view operators = "") {
  return fmt::format("BT /{} {} Tf {} 1 0 0 1 {} {} Tm {} Tj ET\n", font, size, operators, x,
                     kPageHeight - baseline, PdfString(utf8));
}

inline std::string StrokedLine(double x0, double y0, double x1, double y1, double width = 0.5) {
  return fmt::format("{} w {} {} m {} {} l S\n", width, x0, kPageHeight - y0, x1, kPageHeight - y1);
}

inline std::string FilledBox(double left, double top, double right, double bottom, double gray = 0) {
  return fmt::format("{} g {} {} {} {} re f 0 g\n", gray, left, kPageHeight - bottom, right - left,
                     bottom - top);
}

class PdfBuilder {
 public:
  PdfBuilder& Page(std::string content, std::string box = "/MediaBox [0 0 595 842]") {
    pages_.push_back({std::move(content), std::move(box)});
    return *this;
  }
  // /Count of the page tree, when it shall lie.
  PdfBuilder& Count(std::string count) { return count_ = std::move(count), *this; }
  // More entries of /Kids, as "99 0 R".
  PdfBuilder& Kids(std::string kids) { return kids_ = std::move(kids), *this; }
  // More entries of the trailer.
  PdfBuilder& Trailer(std::string entries) { return trailer_ = std::move(entries), *this; }
  // Contents in a (stored) Flate stream, which a text-mode transfer breaks.
  PdfBuilder& Flate() { return flate_ = true, *this; }

  // An XObject image Im1, Im2, ... in the order added.  `entries`: all of its dictionary but /Length.
  PdfBuilder& Image(std::string entries, std::string data) {
    images_.push_back({std::move(entries), std::move(data)});
    return *this;
  }
  PdfBuilder& GreyImage(int width, int height, std::string_view pixels) {
    return Image(
        fmt::format("/Width {} /Height {} /BitsPerComponent 8 /ColorSpace /DeviceGray", width, height),
        std::string(pixels));
  }

  std::string Build() const {
    std::vector<std::string> objects(7);  // 1 catalog, 2 page tree, 3..6 fonts, 7 image
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
    const char* const names[] = {"Helvetica", "Helvetica-Bold", "Helvetica-Oblique"};
    for (size_t i = 0; i < 3; ++i)
      objects[2 + i] =
          fmt::format("<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>", names[i]);
    objects[6] = Stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 3 /BitsPerComponent 8 /ColorSpace /DeviceGray ",
        "abcdef");
    std::string images = "/Im 7 0 R";
    for (const ImageSpec& image : images_) {
      objects.push_back(Stream("/Type /XObject /Subtype /Image " + image.entries + " ", image.data));
      images += fmt::format(" /Im{} {} 0 R", objects.size() - 7, objects.size());
    }
    std::string kids;
    for (const PageSpec& page : pages_) {
      objects.push_back(flate_ ? Stream("/Filter /FlateDecode ", Stored(page.content))
                               : Stream("", page.content));
      objects.push_back(fmt::format(
          "<< /Type /Page /Parent 2 0 R {} /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R "
          "/F3 5 0 R /F4 6 0 R >> /XObject << {} >> >> >>",
          page.box, objects.size(), images));
      kids += fmt::format("{} 0 R ", objects.size());
    }
    objects.push_back(
        Stream("",
               "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
               "1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar "
               "<41> <FB01> <42> <00AD> <43> <0000> <44> <0061030A> endbfchar endcmap end end"));
    objects[5] = fmt::format(
        "<< /Type /Font /Subtype /TrueType /BaseFont /Odd /FirstChar 65 /LastChar 69 /Widths [500 500 500 "
        "500 500] "
        "/ToUnicode {} 0 R /Encoding << /Differences [65 /g1 /g2 /g3 /g4 /g5] >> >>",
        objects.size());
    const std::string count = count_.empty() ? fmt::format("{}", pages_.size()) : count_;
    objects[1] = fmt::format("<< /Type /Pages /Count {} /Kids [{}{}] >>", count, kids, kids_);
    return Assemble(objects);
  }

 private:
  struct PageSpec {
    std::string content, box;
  };
  struct ImageSpec {
    std::string entries, data;
  };

  static std::string Stream(std::string_view entries, std::string_view data) {
    return fmt::format("<< {}/Length {} >>\nstream\n{}\nendstream", entries, data.size(), data);
  }

  // zlib (RFC 1950) around stored blocks (RFC 1951), short ones: a byte more or less breaks the next block's
  // head.
  static std::string Stored(std::string_view data) {
    constexpr size_t kBlock = 64;
    std::string out = "\x78\x01";
    for (size_t begin = 0; begin == 0 || begin < data.size(); begin += kBlock) {
      const std::string_view block = data.substr(begin, kBlock);
      out += begin + kBlock >= data.size() ? '\x01' : '\x00';
      const auto length = static_cast<unsigned>(block.size());
      for (unsigned n : {length, ~length}) {
        out += static_cast<char>(n & 0xFF);
        out += static_cast<char>((n >> 8) & 0xFF);
      }
      out += block;
    }
    uint32_t a = 1, b = 0;
    for (unsigned char c : data) a = (a + c) % 65521, b = (b + a) % 65521;
    for (int shift : {24, 16, 8, 0}) out += static_cast<char>((b << 16 | a) >> shift);
    return out;
  }

  std::string Assemble(const std::vector<std::string>& objects) const {
    std::string out = "%PDF-1.4\n", table;
    for (size_t i = 0; i < objects.size(); ++i) {
      table += fmt::format("{:010} 00000 n \n", out.size());
      out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    return fmt::format(
        "{}xref\n0 {}\n0000000000 65535 f \n{}trailer << /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n",
        out, objects.size() + 1, table, objects.size() + 1, trailer_, out.size());
  }

  std::vector<PageSpec> pages_;
  std::vector<ImageSpec> images_;
  std::string count_, kids_, trailer_;
  bool flate_ = false;
};

}  // namespace avstam::extract

#endif  // AVSTAM_TESTS_EXTRACT_PDF_BUILDER_H_
