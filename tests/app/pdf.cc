#include "tests/app/pdf.h"

#include <fmt/format.h>

#include <fstream>

namespace avstam::app {

std::string PdfOf(const std::vector<std::string>& bodies, const std::string& trailer) {
  std::string out = "%PDF-1.4\n";
  std::vector<size_t> offsets;
  for (size_t i = 0; i < bodies.size(); ++i) {
    offsets.push_back(out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, bodies[i]);
  }
  size_t table = out.size();
  out += fmt::format("xref\n0 {}\n0000000000 65535 f \n", bodies.size() + 1);
  for (size_t offset : offsets) out += fmt::format("{:010} 00000 n \n", offset);
  out += fmt::format("trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n", bodies.size() + 1,
                     trailer, table);
  return out;
}

namespace {
std::string Stream(const std::string& dictionary, const std::string& content) {
  return fmt::format("<< {} /Length {} >>\nstream\n{}\nendstream", dictionary, content.size(), content);
}
}  // namespace

std::string TextPdf(const std::vector<std::string>& texts, const std::string& media_box) {
  std::string kids;
  for (size_t i = 0; i < texts.size(); ++i) kids += fmt::format("{} 0 R ", 4 + 2 * i);
  std::vector<std::string> bodies = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, texts.size()),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  };
  for (size_t i = 0; i < texts.size(); ++i) {
    bodies.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [{}] /Contents {} 0 R "
                    "/Resources << /Font << /F 3 0 R >> >> >>",
                    media_box, 5 + 2 * i));
    bodies.push_back(
        Stream("", texts[i].empty() ? "" : fmt::format("BT /F 11 Tf 72 700 Td ({}) Tj ET", texts[i])));
  }
  return PdfOf(bodies);
}

std::string PicturePdf() {
  return PdfOf({
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /XObject << /I 5 0 R >> >> >>",
      Stream("", "q 595 0 0 842 0 0 cm /I Do Q"),
      Stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
             "abcd"),
  });
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace avstam::app
