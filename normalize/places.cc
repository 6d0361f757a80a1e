#include "normalize/places.h"

#include "normalize/figure.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

constexpr size_t kLongestLabel = 120;  // a label that is a name is shorter by far

}  // namespace

PlaceIndex::PlaceIndex(const std::vector<PlaceName>& names) {
  for (const PlaceName& place : names) code_of_key_.emplace(LabelKey(place.name), place.code);
}

std::optional<std::string> PlaceIndex::CodeOfKey(std::string_view key) const {
  auto it = code_of_key_.find(std::string(key));
  if (it == code_of_key_.end() && key.size() > 2 && key.back() == 's') {
    std::string_view name = key.substr(0, key.size() - 1);
    if (name.back() != 's' && name.back() != 'x' && name.back() != 'z')
      it = code_of_key_.find(std::string(name));
  }
  if (it == code_of_key_.end()) return {};
  return it->second;
}

std::optional<std::string> PlaceIndex::Code(std::string_view label) const {
  if (label.empty() || label.size() > kLongestLabel) return {};
  std::string key = LabelKey(label);
  if (std::optional<std::string> code = CodeOfKey(key)) return code;
  // "Skåne 1)": the digit is a footnote's.  "12 Skåne": the code itself.
  std::string_view name = key;
  size_t lead = 0;
  while (lead < name.size() && IsDigit(name[lead])) ++lead;
  std::string_view printed_code = name.substr(0, lead);
  name.remove_prefix(lead);
  for (int i = 0; i < 2 && !name.empty() && IsDigit(name.back()); ++i) name.remove_suffix(1);
  if (name.empty()) return {};
  std::optional<std::string> code = CodeOfKey(name);
  if (code && !printed_code.empty() && printed_code != *code) return {};
  return code;
}

}  // namespace avstam::normalize
