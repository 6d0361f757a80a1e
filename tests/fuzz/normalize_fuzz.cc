// Amounts and all else that Normalizer finds, in any bytes: no crash, and places in order within the
// text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "normalize/normalizer.h"
#include "normalize/text.h"
#include "rules/ruleset.h"

namespace {

using avstam::normalize::Found;
using avstam::normalize::Normalizer;

const Normalizer& Subject() {
  static const Normalizer* normalizer =
      new Normalizer(avstam::rules::RuleSet::Load(AVSTAM_SOURCE_DIR "/rules").lexicon());
  return *normalizer;
}

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  int last_end = 0, code_points = avstam::normalize::CodePoints(text);
  for (const Found& found : Subject().Find(text, {2018})) {
    Require(found.start >= last_end && found.start < found.end && found.end <= code_points);
    Require(avstam::normalize::CodePoints(found.raw) == found.end - found.start);
    Require(!found.value.empty() && (!found.number || found.number->ToString() == found.value));
    last_end = found.end;
  }
  avstam::normalize::NormalText normal = avstam::normalize::Normalize(text);
  Require(normal.source.size() == normal.text.size() + 1 && normal.source.back() == code_points);
  Subject().ReadCell(text);
  Subject().FindUnit(text);
  Subject().RegionCode(text);
  Subject().MunicipalityCode(text);
  avstam::normalize::FoldedKey(text);
  Subject().names().Repair(text, avstam::normalize::NameKind::kRegion);
  Subject().names().RepairWords(text, avstam::normalize::NameKind::kTotal);
  if (std::optional<avstam::normalize::MendedFigure> mended = Subject().Mend(text))
    Require(!mended->why.empty());
  return 0;
}
