#include "store/ref.h"

#include <algorithm>
#include <charconv>

namespace avstam::store {
namespace {

// How many numbers an id of this kind has at most.
size_t MostNumbers(char kind) {
  switch (kind) {
    case 'p':
    case 'a':
      return 1;
    case 'd':
    case 'c':
      return 2;
    case 't':
      return 3;
    default:
      return 0;
  }
}

bool IsHash(std::string_view text) {
  return text.size() >= 4 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

std::optional<Ref> ParseRef(std::string_view text) {
  Ref ref;
  const size_t colon = text.find(':');
  // "d3" might start a hash; one that can be both is short, and hashes have four digits or more.
  if (colon == std::string_view::npos && IsHash(text) && text.find('.') == std::string_view::npos) {
    ref.document = text;
    return ref;
  }
  if (colon != std::string_view::npos) {
    if (!IsHash(text.substr(0, colon))) return std::nullopt;
    ref.document = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.size() < 2) return std::nullopt;
  ref.kind = text.front();
  text.remove_prefix(1);
  while (true) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0 || text.front() == '-') return std::nullopt;
    ref.numbers.push_back(number);
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (text.empty()) break;
    if (text.front() != '.' || text.size() < 2) return std::nullopt;
    text.remove_prefix(1);
  }
  if (ref.numbers.size() > MostNumbers(ref.kind)) return std::nullopt;
  return ref;
}

std::string ToString(const Ref& ref) {
  std::string out = ref.document;
  if (ref.kind == 0) return out;
  if (!out.empty()) out += ':';
  out += ref.kind;
  for (size_t i = 0; i < ref.numbers.size(); ++i) out += (i > 0 ? "." : "") + std::to_string(ref.numbers[i]);
  return out;
}

}  // namespace avstam::store
