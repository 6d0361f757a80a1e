// Names of regions and municipalities, and the codes of Statistics Sweden (SCB) they stand for.
#ifndef AVSTAM_NORMALIZE_PLACES_H_
#define AVSTAM_NORMALIZE_PLACES_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "normalize/lexicon.h"

namespace avstam::normalize {

// Looks up a label that *is* a name: letter case, punctuation, spaces, footnote marks and a leading code do
// not count; a genitive -s may follow a name that does not end in s, x or z.
class PlaceIndex {
 public:
  explicit PlaceIndex(const std::vector<PlaceName>& names);
  std::optional<std::string> Code(std::string_view label) const;

 private:
  std::optional<std::string> CodeOfKey(std::string_view key) const;

  std::unordered_map<std::string, std::string> code_of_key_;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_PLACES_H_
