// The lexicon's patterns of one sort, compiled: which of them stands here, as a whole word.
//
//   PatternList units({"tkr", "kronor|kr"}, "unit");
//   units.At("12 tkr", 3)        // {3, 6, 0}
//
// Over normalised text.  Matches are the longest possible and never part of a longer word.  Letter case does
// not count unless a pattern says (?-i).  Thread-safe.
#ifndef AVSTAM_NORMALIZE_PATTERNS_H_
#define AVSTAM_NORMALIZE_PATTERNS_H_

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avstam::normalize {

class PatternList {
 public:
  // Error kRuleFile when a pattern does not compile or matches nothing at all; `what` names the sort in the
  // message.
  PatternList(const std::vector<std::string>& patterns, std::string_view what);

  struct Hit {
    size_t start = 0, end = 0;  // bytes of the text given
    int index = 0;              // of the patterns: the first that takes these bytes
  };
  std::optional<Hit> At(std::string_view text, size_t start) const;
  // The first, from `start` on.
  std::optional<Hit> Search(std::string_view text, size_t start = 0) const;
  // The one that ends before `end`, with nothing but spaces between.
  std::optional<Hit> Before(std::string_view text, size_t end) const;

 private:
  std::optional<Hit> HitOf(std::string_view text, const re2::StringPiece& span) const;

  std::vector<std::unique_ptr<RE2>> each_;
  std::unique_ptr<RE2> at_, search_, before_;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_PATTERNS_H_
