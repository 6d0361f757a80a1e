// The lexicon's patterns of one sort, compiled: which of them stands here, as a whole word.
//
//   PatternList units({"tkr", "kronor|kr"}, "unit");
//   units.At("12 tkr", 3)        // {3, 6, 0}
//
// Over normalised text.  Matches are the longest possible and never part of a longer word.  Letter case does
// not count unless a pattern says (?-i).  Thread-safe.  A pattern is compiled when it is first needed: most
// documents need few of them, and compiling all took ten times as long as reading a short document.
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
  // `what` names the sort of the patterns in messages.  The look-ups throw Error kRuleFile when a pattern
  // does not compile or matches the empty text; rule files are checked for that when they are loaded.
  PatternList(const std::vector<std::string>& patterns, std::string_view what);
  ~PatternList();
  PatternList(PatternList&&) noexcept;
  PatternList& operator=(PatternList&&) noexcept;

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
  struct Compiled;

  std::optional<Hit> HitOf(std::string_view text, const re2::StringPiece& span) const;

  std::unique_ptr<Compiled> compiled_;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_PATTERNS_H_
