#include "normalize/places.h"

#include <algorithm>
#include <map>
#include <set>

#include "normalize/figure.h"
#include "normalize/text.h"
#include "normalize/words.h"

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

PlaceFinder::PlaceFinder(const Lexicon& lexicon) {
  std::map<std::string, std::string> municipality_of_name;
  std::map<std::string, std::set<std::string>> municipalities_of_county;
  for (const PlaceName& place : lexicon.municipalities) {
    municipality_of_name.emplace(Lower(place.name), place.code);
    municipalities_of_county[place.code.substr(0, 2)].insert(place.code);
  }
  std::set<std::string> region_names;
  auto add = [&](Name name) {
    std::string first = name.lower.substr(0, WordEnd(name.lower, 0));
    by_first_word_[first].push_back(std::move(name));
  };
  for (const PlaceName& place : lexicon.regions) {
    Name name{Lower(place.name), place.code, false, false, place.name};
    // Gotland is one municipality and a region in one: no doubt which is meant.
    name.only_alone =
        municipality_of_name.contains(name.lower) && municipalities_of_county[place.code].size() > 1;
    name.exact_case =
        std::none_of(place.name.begin(), place.name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    region_names.insert(name.lower);
    add(std::move(name));
  }
  for (const auto& [lower, code] : municipality_of_name) {
    if (!region_names.contains(lower) && by_first_word_.contains(lower.substr(0, WordEnd(lower, 0)))) {
      add({lower, "", false, false, ""});
    }
  }
  for (auto& [first, names] : by_first_word_) {
    std::stable_sort(names.begin(), names.end(),
                     [](const Name& a, const Name& b) { return a.lower.size() > b.lower.size(); });
  }
}

std::optional<PlaceFinder::Hit> PlaceFinder::At(std::string_view text, size_t at) const {
  size_t word_end = WordEnd(text, at);
  std::string word = Lower(text.substr(at, word_end - at));
  std::optional<Hit> hit = AtWord(word, text, at);
  // "Skånes": the name may be longer than the first word as given ("Värmlands län") or shorter by its
  // genitive.
  if (!hit && word.size() > 1 && word.back() == 's') hit = AtWord(word.substr(0, word.size() - 1), text, at);
  return hit;
}

std::optional<PlaceFinder::Hit> PlaceFinder::AtWord(const std::string& first_word, std::string_view text,
                                                    size_t at) const {
  auto it = by_first_word_.find(first_word);
  if (it == by_first_word_.end()) return {};
  for (const Name& name : it->second) {
    size_t end = at, i = 0;
    bool upper = false;
    while (i < name.lower.size() && end < text.size()) {
      if (name.lower[i] == ' ' && text[end] == ' ') {
        while (end < text.size() && text[end] == ' ') ++end;
        ++i;
        continue;
      }
      size_t next = i + 1;
      while (next < name.lower.size() && (static_cast<unsigned char>(name.lower[next]) & 0xC0) == 0x80)
        ++next;
      std::string_view piece = text.substr(end, next - i);
      if (Lower(piece) != std::string_view(name.lower).substr(i, next - i)) break;
      upper |= IsUpperAt(text, end);
      end += next - i;
      i = next;
    }
    if (i < name.lower.size() || !upper) continue;
    if (name.exact_case && text.substr(at, end - at) != name.name) continue;
    char last = name.lower.back();
    if (end < text.size() && text[end] == 's' && last != 's' && last != 'x' && last != 'z') ++end;
    if (IsLetterAt(text, end) || (end < text.size() && IsDigit(text[end]))) continue;
    bool alone =
        text.find_first_not_of(' ') == at && text.find_first_not_of(' ', end) == std::string_view::npos;
    return Hit{end, name.code, name.only_alone && !alone};
  }
  return {};
}

}  // namespace avstam::normalize
