// Finds amounts, numbers, percentages, dates, case numbers, paragraphs and region names in lines of Swedish
// text.
//
//   Normalizer n(lexicon);
//   for (const Found& f : n.Find("drygt 1,6 mnkr per år")) ...   // amount 1600000 SEK, step 100000, about,
//   per year
//
// Source of the forms: usage of Swedish public documents; Myndigheternas skrivregler 8 (grouping by space,
// decimal comma); ISO 8601 for dates; SCB's county and municipality codes. The lexicon's
// patterns are compiled when first needed (Error kRuleFile names a bad one; rule files are checked when they
// are loaded).  All methods are const and thread-safe.
#ifndef AVSTAM_NORMALIZE_NORMALIZER_H_
#define AVSTAM_NORMALIZE_NORMALIZER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "normalize/lexicon.h"
#include "normalize/misread.h"
#include "normalize/misread_figure.h"

namespace avstam::normalize {

enum class Kind { kAmount, kNumber, kPercent, kDate, kCaseNumber, kParagraph, kRegion };
// "amount" "number" "percent" "date" "case-number" "paragraph" "region"
std::string_view KindName(Kind kind);
std::optional<Kind> KindFromName(std::string_view name);

struct Found {
  int start = 0, end = 0;  // code points of the text given, half-open
  Kind kind = Kind::kNumber;
  std::string raw;        // the text[start, end) as given
  std::string value;      // amount: kronor (or the currency's main unit); date: ISO; region: code; ...
  std::string unit;       // amount: "SEK", "EUR"; percent: "%"; else empty
  std::string unit_form;  // amount: canonical unit word as printed: "kr" "tkr" "mkr" "mdkr"
  std::optional<Decimal> number;  // amount (in main units, exponent = step), number, percent: exact
  std::optional<Decimal> high;    // upper end of a range ("1,5–2 mnkr"); `number` is the lower
  std::string qualifier;          // "about" "at-most" "at-least" or empty
  std::string per;                // "year" "month" "person" ... or empty
  bool unit_shared = false;       // the unit stands once, after the next amount ("568 154  568 690 tkr")
  bool currency_assumed = false;  // "30 miljoner": money by what is around it, not by a word
};

// What a date without a year, or a figure without a unit, may be completed from.
struct Context {
  int year = 0;  // 0: none
};

// The figure of a table cell.
struct CellFigure {
  enum class Kind { kEmpty, kFigure, kText } kind = Kind::kEmpty;
  std::optional<Decimal>
      number;  // as printed, sign applied, unit not: "6 600 tkr" -> 6600; "-" and "–" -> nothing with kEmpty
  std::string unit_form;  // "tkr", "kr", ...: the unit in the cell itself, or empty
  int unit_power = 0;     // of unit_form
  bool percent = false;
  std::string mark;  // footnote mark taken off ("*", "1)")
};

class Normalizer {
 public:
  explicit Normalizer(const Lexicon& lexicon);
  ~Normalizer();
  Normalizer(Normalizer&&) noexcept;
  Normalizer& operator=(Normalizer&&) noexcept;

  // Everything found, by start, not overlapping.  `only`: limits what is looked for (and then other readings
  // of the same characters still win: a date is never an amount).
  std::vector<Found> Find(std::string_view utf8, const Context& context = {},
                          std::optional<Kind> only = std::nullopt) const;

  // A whole cell as one figure: grouping by any space or dot, decimal comma, minus in all forms, "./.",
  // parentheses, unit word, %, footnote marks.  kText when it is anything else ("2,1 %" is a figure,
  // "2019-01-01" is text).
  CellFigure ReadCell(std::string_view utf8) const;

  // A unit alone or inside a caption or header: "Belopp i tkr", "(mnkr)", "Miljoner kronor" -> the form;
  // nothing if none.
  struct Unit {
    std::string form;      // "tkr"
    std::string currency;  // "SEK"
    int power = 0;
  };
  std::optional<Unit> FindUnit(std::string_view utf8) const;

  // County code of a label that *is* a region name ("Landstinget i Uppsala län" -> "03"); nothing when it is
  // not.
  std::optional<std::string> RegionCode(std::string_view label) const;
  // Municipality code of a label that is a municipality ("Alingsås kommun", "Lerums kommun" -> "1441").
  std::optional<std::string> MunicipalityCode(std::string_view label) const;

  // Names and figures as OCR left them; the plain look-ups above come first.
  const NameRepairer& names() const;
  // A damaged cell as the figure that it was ("1 O45 972 kr"), for ReadCell; nothing when it is not one.
  std::optional<MendedFigure> Mend(std::string_view cell) const;

  struct Impl;  // of this folder only

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_NORMALIZER_H_
