// Normalizer::Find: the walk over the text, and the way back to the characters that were given.
#include <algorithm>

#include "base/profile.h"
#include "normalize/scanner.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

// Byte offsets of code points, asked for in rising order.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text) : text_(text) {}
  size_t Of(int code_point) {
    while (code_point_ < code_point && byte_ < text_.size()) {
      byte_ += CodePointBytes(text_, byte_);
      ++code_point_;
    }
    return byte_;
  }

 private:
  std::string_view text_;
  size_t byte_ = 0;
  int code_point_ = 0;
};

// A cell in a line of its own: "(1 200 tkr)" and "– 1 200" are negative there, though not within a sentence.
void ReadSignAsCell(const Normalizer& normalizer, std::string_view text, std::vector<Draft>* drafts) {
  if (drafts->size() != 1 || !drafts->front().found.number || drafts->front().found.high) return;
  size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  CellFigure cell = normalizer.ReadCell(text);
  Found& found = drafts->front().found;
  bool sign_lost =
      cell.kind == CellFigure::Kind::kFigure && cell.number->mantissa < 0 && found.number->mantissa > 0;
  if (!sign_lost || !cell.mark.empty()) return;
  found.number->mantissa = -found.number->mantissa;
  found.value = found.number->ToString();
  drafts->front().start = first;
  drafts->front().end = last + 1;
}

}  // namespace

std::vector<Found> Normalizer::Find(std::string_view utf8, const Context& context,
                                    std::optional<Kind> only) const {
  const StageClock clock(Stage::kNormalize);
  NormalText normal = avstam::normalize::Normalize(utf8);
  std::vector<Draft> drafts = Scanner(*impl_, normal.text, context).Run();
  ReadSignAsCell(*this, normal.text, &drafts);
  std::vector<Found> found;
  ByteOffsets start_bytes(utf8), end_bytes(utf8);
  for (Draft& draft : drafts) {
    if (only && draft.found.kind != *only) continue;
    Found result = std::move(draft.found);
    result.start = normal.source[draft.start];
    result.end = normal.SourceEnd(draft.end);
    size_t start = start_bytes.Of(result.start), end = end_bytes.Of(result.end);
    result.raw = utf8.substr(start, end - start);
    found.push_back(std::move(result));
  }
  return found;
}

}  // namespace avstam::normalize
