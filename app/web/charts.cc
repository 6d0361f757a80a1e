#include "app/web/charts.h"

#include <algorithm>

namespace avstam::app::web {
namespace {

constexpr int64_t kWide = 1000, kYearsHigh = 160, kColumn = 36, kGap = 12;

// Without a product that could leave int64: lengths are approximate, figures are not.
int64_t Share(int64_t part, int64_t whole, int64_t length) {
  if (whole <= 0) return 0;
  return static_cast<int64_t>(static_cast<long double>(part) / static_cast<long double>(whole) *
                              static_cast<long double>(length));
}

std::vector<std::pair<const char*, int64_t>> Pieces(const store::Verdicts& verdicts) {
  return {{"ok", verdicts.ok},
          {"rounding", verdicts.rounding},
          {"not-comparable", verdicts.not_comparable},
          {"mismatch", verdicts.mismatch}};
}

}  // namespace

Json VerdictBar(const store::Verdicts& verdicts) {
  Json out = Json::array();
  constexpr int64_t kLeast = 6;
  int64_t end = kWide;
  // From the right, so that the smallest, which is what one looks for, is never squeezed out.
  std::vector<std::pair<const char*, int64_t>> pieces = Pieces(verdicts);
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (piece->second == 0) continue;
    const bool last =
        std::all_of(piece + 1, pieces.rend(), [](const auto& other) { return other.second == 0; });
    const int64_t width =
        last ? end : std::min(end, std::max(kLeast, Share(piece->second, verdicts.all(), kWide)));
    end -= width;
    out.push_back({{"kind", piece->first}, {"x", std::to_string(end)}, {"width", std::to_string(width)}});
  }
  return out;
}

Json YearsChart(const std::map<std::string, store::Verdicts>& years) {
  int64_t most = 0, x = 0;
  for (const auto& [year, verdicts] : years) most = std::max(most, verdicts.all());
  if (most == 0) return nullptr;
  Json columns = Json::array();
  for (const auto& [year, verdicts] : years) {
    Json pieces = Json::array();
    int64_t bottom = kYearsHigh;
    for (const auto& [kind, count] : Pieces(verdicts)) {
      if (count == 0) continue;
      const int64_t height = std::max<int64_t>(2, Share(count, most, kYearsHigh - 10));
      bottom -= height;
      pieces.push_back({{"kind", kind},
                        {"y", std::to_string(bottom)},
                        {"height", std::to_string(height)},
                        {"count", count}});
    }
    columns.push_back({{"year", year.empty() ? "–" : year},
                       {"x", std::to_string(x)},
                       {"middle", std::to_string(x + kColumn / 2)},
                       {"checks", verdicts.all()},
                       {"mismatch", verdicts.mismatch},
                       {"pieces", std::move(pieces)}});
    x += kColumn + kGap;
  }
  return {{"width", std::to_string(std::max<int64_t>(x - kGap, 480))}, {"columns", std::move(columns)}};
}

Json BarsByValue(std::vector<NamedValue> values) {
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& a, const auto& b) { return a.value > b.value; });
  int64_t high = 0, low = 0;
  for (const NamedValue& one : values) high = std::max(high, one.value), low = std::min(low, one.value);
  const auto range = static_cast<long double>(high) - static_cast<long double>(low);
  if (values.empty() || range == 0) return nullptr;
  const auto length = [&](int64_t value) {
    return static_cast<int64_t>(static_cast<long double>(value) / range * kWide);
  };
  const int64_t zero = -length(low);
  Json bars = Json::array();
  for (const NamedValue& one : values) {
    const int64_t long_as = length(one.value);
    bars.push_back({{"name", one.name},
                    {"text", one.text},
                    {"x", std::to_string(std::min(zero, zero + long_as))},
                    {"width", std::to_string(std::max<int64_t>(1, long_as < 0 ? -long_as : long_as))},
                    {"negative", one.value < 0},
                    {"mark", one.mark}});
  }
  return {{"bars", std::move(bars)}, {"zero", std::to_string(zero)}};
}

}  // namespace avstam::app::web
