#include "normalize/normalizer.h"

#include <array>
#include <utility>

#include "normalize/impl.h"

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
      regions(lexicon.regions),
      municipalities(lexicon.municipalities) {}

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
std::vector<Found> Normalizer::Find(std::string_view, const Context&, std::optional<Kind>) const {
  return {};
}

}  // namespace avstam::normalize
