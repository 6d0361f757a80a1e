// One walk over a normalised text, driven by its figures and by single words: see Normalizer::Find.
//
// Readings are tried at a place from the most specific to the least: paragraph, case number, date, what is no
// figure at all (telephone, page mark, law, clock), amount, number.  The first that fits takes the
// characters.
#ifndef AVSTAM_NORMALIZE_SCANNER_H_
#define AVSTAM_NORMALIZE_SCANNER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/figure.h"
#include "normalize/impl.h"

namespace avstam::normalize {

// A Found whose place is still in bytes of the normalised text.
struct Draft {
  size_t start = 0, end = 0;
  Found found;
  bool in_list_only = false;  // a region only beside others
};

class Scanner {
 public:
  Scanner(const Normalizer::Impl& impl, std::string_view text, const Context& context)
      : impl_(impl), text_(text), context_(context) {}
  std::vector<Draft> Run();

 private:
  struct Before {
    WordKind kind = WordKind::kNone;
    std::string_view role;
    size_t start = 0;  // of the word
  };
  // A figure or number phrase, not yet a value of any kind.
  struct Operand {
    size_t start = 0, end = 0;
    Decimal value;
    bool in_words = false;
    NumberPhrase phrase;
  };
  struct MonthHit {
    size_t end = 0;
    int month = 0;
    int year = 0;  // 0: none said
  };
  struct UnitHit {
    const UnitForm* form = nullptr;
    size_t start = 0, end = 0;
  };

  // Swedish papers that say "30 miljoner" of money mean kronor.
  static constexpr std::string_view kAssumedCurrency = "SEK";

  // Each At... returns where to go on; `at` is where it was called.
  size_t AtDigit(size_t at);
  size_t AtWord(size_t at);
  size_t AtSection(size_t at);

  // Each returns the end of what it took.
  std::optional<size_t> Paragraph(size_t at, size_t raw_start);
  std::optional<size_t> CaseNumber(size_t at, const Before& before);
  std::optional<size_t> FullDate(size_t at);
  std::optional<size_t> Date(size_t at, const Before& before);
  std::optional<size_t> DateOfYear(size_t at, const Before& before);
  std::optional<size_t> DateOfDay(size_t at, const Before& before);
  std::optional<size_t> DateOfMonth(size_t at, size_t word_end);
  std::optional<size_t> PartOfYear(size_t at, const Before& before);
  std::optional<size_t> NoFigure(size_t at, const Before& before);
  std::optional<size_t> Law(size_t at) const;
  std::optional<size_t> Quantity(const Operand& operand);
  std::optional<size_t> Compound(size_t start, size_t end, const Decimal& large, int power,
                                 const Before& before);
  std::optional<size_t> Bracketed(size_t start, const Operand& operand, const Before& before);
  std::optional<size_t> ColonFigure(size_t at, const Before& before);
  std::optional<size_t> SharedUnit(size_t start, size_t end, const Operand& operand, const Before& before);

  Before LookBefore(size_t at) const;
  bool DateRoleAt(size_t at, std::string_view role, size_t* end) const;
  bool PartWordAt(size_t at, std::string_view role, size_t* end) const;
  std::optional<MonthHit> MonthAt(size_t at) const;
  std::optional<int> YearAfterSpan(size_t at) const;
  std::optional<Decimal> Figures(size_t start, size_t end) const;
  size_t ChainEnd(size_t at, bool spaces) const;
  bool IsClockAt(size_t at, char sign) const;
  size_t ClockRangeEnd(size_t at, char sign) const;
  std::optional<Operand> OperandAt(size_t at) const;
  std::optional<UnitHit> UnitAt(size_t at) const;
  std::optional<UnitHit> UnitBefore(size_t at) const;
  // Skips the word or dash that joins two ends of a range; nothing when none stands there.
  std::optional<size_t> JoinerEnd(size_t at, bool closes_too) const;
  std::optional<PatternList::Hit> MinusBefore(size_t at) const;
  bool IsMoneyAfter(size_t at) const;
  // "per år", "exkl. moms per timme": fills `per`, returns the end.
  size_t Rate(size_t at, std::string* per) const;
  size_t SignStart(size_t start, bool* negative) const;

  void DropTowns();
  void Add(size_t start, size_t end, Kind kind, std::string value);
  void AddQuantity(size_t start, size_t end, Kind kind, const Decimal& value,
                   const std::optional<Decimal>& high, const UnitForm& unit, const Before& before);
  std::string YearOrContext(int year) const;

  // Small readers of the text.
  size_t DigitsAt(size_t at) const;
  int IntAt(size_t at, size_t digits) const;
  bool Is(size_t at, char c) const { return at < text_.size() && text_[at] == c; }
  size_t DashAt(size_t at) const;  // bytes; 0: none
  size_t SkipSpaces(size_t at, size_t most) const;
  bool IsYearAt(size_t at) const;
  bool EndsFigure(size_t at) const;  // no letter, digit or digit-joining sign goes on here

  const Normalizer::Impl& impl_;
  std::string_view text_;
  const Context& context_;
  std::vector<Draft> drafts_;
  size_t done_ = 0;                 // bytes before this are taken
  bool signs_stand_apart_ = false;  // the text writes "+ 6 239 tkr": then "- 75 tkr" is negative in it
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_SCANNER_H_
