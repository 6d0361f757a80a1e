#include "normalize/normalizer.h"

#include <array>
#include <utility>

#include "base/profile.h"
#include "normalize/impl.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 7> kKindNames = {{{Kind::kAmount, "amount"},
                                                                          {Kind::kNumber, "number"},
                                                                          {Kind::kPercent, "percent"},
                                                                          {Kind::kDate, "date"},
                                                                          {Kind::kCaseNumber, "case-number"},
                                                                          {Kind::kParagraph, "paragraph"},
                                                                          {Kind::kRegion, "region"}}};

template <typename Form>
std::vector<std::string> PatternsOf(const std::vector<Form>& forms) {
  std::vector<std::string> patterns;
  for (const Form& form : forms) patterns.push_back(form.pattern);
  return patterns;
}

template <typename Form>
std::vector<std::string> WithRole(const std::vector<Form>& forms, std::string_view role) {
  std::vector<std::string> patterns;
  for (const Form& form : forms) {
    if (form.role == role) patterns.push_back(form.pattern);
  }
  return patterns;
}

// In the order in which they win when two take the same characters.
std::vector<std::pair<ContextWord, std::string>> Contexts(const Lexicon& lexicon) {
  std::vector<std::pair<ContextWord, std::string>> all;
  for (const std::string& pattern : lexicon.case_number_words)
    all.push_back({{WordKind::kCaseNumber, ""}, pattern});
  for (const std::string& pattern : WithRole(lexicon.paragraph_forms, "before")) {
    all.push_back({{WordKind::kParagraph, ""}, pattern});
  }
  for (const HedgeForm& form : lexicon.hedges)
    all.push_back({{WordKind::kHedge, form.qualifier}, form.pattern});
  for (const DateForm& form : lexicon.date_forms) all.push_back({{WordKind::kDate, form.role}, form.pattern});
  for (const std::string& pattern : lexicon.not_money_before)
    all.push_back({{WordKind::kNotMoney, ""}, pattern});
  return all;
}

std::vector<ContextWord> ContextWords(const Lexicon& lexicon) {
  std::vector<ContextWord> words;
  for (auto& [word, pattern] : Contexts(lexicon)) words.push_back(word);
  return words;
}

std::vector<std::string> ContextPatterns(const Lexicon& lexicon) {
  std::vector<std::string> patterns;
  for (auto& [word, pattern] : Contexts(lexicon)) patterns.push_back(pattern);
  return patterns;
}

std::string Letter() { return "[" + std::string(kLatinLetters) + "]"; }

// Shapes of case numbers.  They are a grammar of signs, alike in all houses, so they are code and not rules.
std::vector<std::string> CaseShapes() {
  return {// KS/2019:123, KS-2026-00866, KS2026/1005, KS/2019/0001/0009, KU.2017.3, S2017/00378/FS
          "(?-i)[A-ZÅÄÖ]" + Letter() +
              "{0,5}[/.–-]?(?:19|20)[0-9]{2}[/:.–-][0-9]{1,6}(?:[/:.–-][0-9]{1,6})*(?:/"
              "[A-ZÅÄÖ][A-ZÅÄÖ0-9]{0,5})*",
          // RS/123/2019, KS19-123
          "(?-i)[A-ZÅÄÖ]{2,6}[/-][0-9]{1,6}/(?:19|20)[0-9]{2}", "(?-i)[A-ZÅÄÖ]{2,5}[0-9]{2}[/–-][0-9]{2,6}",
          // RS 2019-0829, VON 2026/00588, HSN 1710-1234, BUN 2026.123
          "(?-i)(?:[A-ZÅÄÖ]{1,6}|[A-ZÅÄÖ][a-zåäö][A-ZÅÄÖ]) "
          "(?:[1-9][0-9]{3}[/–-][0-9]{3,6}|[1-9][0-9]{3}/[0-9]{1,6}|"
          "(?:19|20)[0-9]{2}[.][0-9]{3,5}|[0-9]{2}/[0-9]{2,4})(?:[/–-][0-9]{1,4})*",
          // 2019/00889-1, 2018/0219 KS-5
          "(?-i)(?:19|20)[0-9]{2}/[0-9]{1,6}(?:[/–-][0-9]{1,4})*(?: [A-ZÅÄÖ]{1,5}[–-][0-9]{1,4})?",
          // 2018/KS 0041 001
          "(?-i)(?:19|20)[0-9]{2}/[A-ZÅÄÖ]{1,5}[ -][0-9]{1,5}(?: [0-9]{1,4})?",
          // 17/05971, 00322/2026, 1435/22, 2018-00215
          "[0-9]{2}/[0-9]{5,6}", "[0-9]{3,6}/(?:19|20)[0-9]{2}", "[0-9]{3,6}/[0-9]{2}",
          "(?:19|20)[0-9]{2}[–-][0-9]{4,6}",
          // 23RS4411
          "(?-i)[0-9]{2}[A-ZÅÄÖ]{2,5}[0-9]{3,7}",
          // 2018.002 ÖN
          "(?-i)(?:19|20)[0-9]{2}[.][0-9]{3,5} [A-ZÅÄÖ]{2,5}"};
}

// After a word that announces one, anything with figures and joining signs.
std::vector<std::string> CaseShapesAfterWord() {
  return {
      "(?-i)(?:[A-ZÅÄÖ]" + Letter() +
          "{0,7} "
          ")?[0-9A-ZÅÄÖ]*[0-9][0-9A-ZÅÄÖ]*(?:[/:.–-][0-9A-ZÅÄÖ]*[0-9][0-9A-ZÅÄÖ]*)+(?:[/ ][A-ZÅÄÖ]{2,5})?",
      "[0-9]{5,12}"};
}

}  // namespace

std::string_view KindName(Kind kind) {
  for (const auto& [value, name] : kKindNames) {
    if (value == kind) return name;
  }
  return "";
}

std::optional<Kind> KindFromName(std::string_view name) {
  for (const auto& [value, kind_name] : kKindNames) {
    if (kind_name == name) return value;
  }
  return {};
}

Normalizer::Impl::Impl(const Lexicon& lexicon)
    : words(lexicon),
      units(PatternsOf(lexicon.units), "unit"),
      rates(PatternsOf(lexicon.rates), "rate"),
      hedges(PatternsOf(lexicon.hedges), "hedge"),
      amount_tails(lexicon.amount_tails, "amount-tail"),
      minus_words(lexicon.minus_words, "minus-word"),
      law_words(WithRole(lexicon.paragraph_forms, "law"), "paragraph-word"),
      chapter_words(WithRole(lexicon.paragraph_forms, "chapter"), "paragraph-word"),
      date_words(PatternsOf(lexicon.date_forms), "date-word"),
      context_words(ContextWords(lexicon)),
      context(ContextPatterns(lexicon), "word before a figure"),
      case_shapes(CaseShapes(), "case number"),
      case_after_word(CaseShapesAfterWord(), "case number"),
      regions(lexicon.regions),
      municipalities(lexicon.municipalities),
      place_finder(lexicon),
      table(lexicon, WithRole(lexicon.date_forms, "closes")),
      names(lexicon) {}

Normalizer::Normalizer(const Lexicon& lexicon) : impl_(std::make_unique<Impl>(lexicon)) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;

std::optional<std::string> Normalizer::RegionCode(std::string_view label) const {
  return impl_->regions.Code(label);
}
std::optional<std::string> Normalizer::MunicipalityCode(std::string_view label) const {
  return impl_->municipalities.Code(label);
}

const NameRepairer& Normalizer::names() const { return impl_->names; }
std::optional<MendedFigure> Normalizer::Mend(std::string_view cell) const {
  const StageClock clock(Stage::kNormalize);
  return MendFigure(cell, impl_->words.figure_signs);
}

}  // namespace avstam::normalize
