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

// Finds names of regions in running text; the longest wins, also against a municipality's ("Kalmar kommun").
// A short name that a municipality shares ("Kalmar") is the region's where nothing else is said or in a list
// of regions.
class PlaceFinder {
 public:
  explicit PlaceFinder(const Lexicon& lexicon);

  struct Hit {
    size_t end = 0;
    std::string_view code;      // empty: something that is no region stands here
    bool in_list_only = false;  // a town's name as well: a region's only beside regions
  };
  // `at` is where a word begins.  Over normalised text.
  std::optional<Hit> At(std::string_view text, size_t at) const;

 private:
  std::optional<Hit> AtWord(const std::string& first_word, std::string_view text, size_t at) const;

  struct Name {
    std::string lower;
    std::string code;  // empty: a municipality
    bool only_alone = false;
    bool exact_case = false;  // "VGR"
    std::string name;
  };
  std::unordered_map<std::string, std::vector<Name>> by_first_word_;  // longest first
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_PLACES_H_
