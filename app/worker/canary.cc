#include "app/worker/canary.h"

#include <fmt/format.h>

#include <vector>

namespace avstam::app::worker {
namespace {

// 34 500 kr in a font that the machine has to have; "Summa" through a character map of the file; "å" by the
// encoding that Poppler keeps as a table.
constexpr std::string_view kContent =
    "BT /F1 12 Tf 72 700 Td (Region Sk\\345ne) Tj ET\n"
    "BT /F2 12 Tf 72 680 Td <010203> Tj ET\n"
    "BT /F1 12 Tf 72 660 Td (34 500 kr) Tj ET\n";
constexpr std::string_view kCharacterMap =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "1 begincodespacerange <00> <FF> endcodespacerange\n"
    "3 beginbfchar <01> <00E5> <02> <00E4> <03> <20AC> endbfchar\n"
    "endcmap end end\n";
constexpr std::string_view kWords[] = {"Region", "Sk\u00e5ne", "\u00e5\u00e4\u20ac", "34", "500", "kr"};

std::string Stream(std::string_view bytes) {
  return fmt::format("<< /Length {} >>\nstream\n{}\nendstream", bytes.size(), bytes);
}

}  // namespace

std::string CanaryPdf() {
  const std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
      Stream(kContent),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
      Stream(kCharacterMap),
  };
  std::string pdf = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const size_t start = pdf.size();
  return pdf + table +
         fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1,
                     start);
}

std::string JudgeCanary(const Outcome& outcome) {
  if (outcome.failure) return "a paper that is known is not read: " + outcome.failure->message;
  std::vector<std::string> words;
  for (const extract::Page& page : outcome.document->pages)
    for (const extract::Word& word : page.words) words.push_back(word.text);
  const std::vector<std::string> expected(std::begin(kWords), std::end(kWords));
  if (words == expected) return {};
  return fmt::format(
      "a paper that is known is read wrongly: {} of {} words; fonts or character maps are out of reach",
      words.size(), expected.size());
}

}  // namespace avstam::app::worker
