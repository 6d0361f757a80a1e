// Names that somebody's OCR left damaged, where no picture is left to read again: "Qrebro lan" -> "Örebro
// län".
//
//   NameRepairer names(lexicon);
//   names.Repair("Region Jonkdpings 13n", NameKind::kRegion)   // name "Region Jönköpings län", code "06"
//
// Only names that the lexicon holds are proposed, and only when one of them is near and all others are
// clearly further off.  Nearness is an edit distance whose costs are what recognition confuses
// (Lexicon::confusions), in hundredths of a letter; what differs by accents alone after ICU decomposition is
// nearer than that.  The caller looks names up exactly first.  The index is built at the first call.
// Thread-safe.
#ifndef AVSTAM_NORMALIZE_MISREAD_H_
#define AVSTAM_NORMALIZE_MISREAD_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/lexicon.h"

namespace avstam::normalize {

enum class NameKind { kRegion, kMunicipality, kMonth, kUnit, kTotal, kNote, kBoard, kHeading };
// "region" "municipality" "month" "unit" "total" "note" "board" "heading"
std::string_view NameKindName(NameKind kind);
std::optional<NameKind> NameKindFromName(std::string_view name);

struct RepairedName {
  std::string read;  // as given
  std::string name;  // as the lexicon writes it
  std::string code;  // of a place; else empty
  NameKind kind = NameKind::kRegion;
  int distance = 0;       // hundredths of a letter
  bool is_short = false;  // too few letters to be trusted without other names beside it
  std::string why;        // "ö read as d, l as 1"
};

class NameRepairer {
 public:
  explicit NameRepairer(const Lexicon& lexicon);
  ~NameRepairer();
  NameRepairer(NameRepairer&&) noexcept;
  NameRepairer& operator=(NameRepairer&&) noexcept;

  // The whole label as a name of `kind`.  Nothing when no name, or more than one, is near enough, when a name
  // of another kind of place is nearer, and when the label is such a name as it stands.
  std::optional<RepairedName> Repair(std::string_view label, NameKind kind) const;
  // The label with each misread word of `kind` mended, the rest as it stands: "Tota1t: 2024" -> "Totalt:
  // 2024". `name` is the whole label.  Nothing when no word of it is one.
  std::optional<RepairedName> RepairWords(std::string_view label, NameKind kind) const;

  // How far `read` is from `written`, in hundredths of a letter, where the caller knows what to expect; at
  // most 1000.
  int Distance(std::string_view written, std::string_view read) const;

 private:
  struct Index;
  const Index& index() const;
  struct Lazy;
  std::unique_ptr<Lazy> lazy_;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_MISREAD_H_
