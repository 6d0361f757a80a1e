#include "normalize/normalizer.h"

namespace avstam::normalize {
struct Normalizer::Impl {};
std::string_view KindName(Kind) { return ""; }
std::optional<Kind> KindFromName(std::string_view) { return {}; }
Normalizer::Normalizer(const Lexicon&) : impl_(std::make_unique<Impl>()) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;
std::vector<Found> Normalizer::Find(std::string_view, const Context&, std::optional<Kind>) const { return {}; }
CellFigure Normalizer::ReadCell(std::string_view) const { return {}; }
std::optional<Normalizer::Unit> Normalizer::FindUnit(std::string_view) const { return {}; }
std::optional<std::string> Normalizer::RegionCode(std::string_view) const { return {}; }
std::optional<std::string> Normalizer::MunicipalityCode(std::string_view) const { return {}; }
}  // namespace avstam::normalize
