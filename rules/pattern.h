// Patterns as rule authors write them, and what RE2 gets.
//
//   '{spaces}[0-9]{2,3}'  with fragment spaces = '[ ]*'   ->   '(?:[ ]*)[0-9]{2,3}'
//
// Only {name} with small letters, digits and _ beginning with a letter is a fragment, so RE2's {2,3} needs no
// escape.
#ifndef AVSTAM_RULES_PATTERN_H_
#define AVSTAM_RULES_PATTERN_H_

#include <re2/re2.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/source_error.h"

namespace avstam::rules {

struct Fragment {
  std::string pattern;  // fragments it uses are already filled in
  std::string coarse;   // takes all that `pattern` takes, and more, in fewer steps; often the same
  const SourceText* source = nullptr;
  SourcePlace place;
  int uses = 0;
};
using Fragments = std::map<std::string, Fragment>;

// A pattern known to parse, compiled when it is first needed: most runs need few of them, and compiling all
// would cost more than reading a short document.  Thread-safe.  Compiled throws Error kRuleFile where RE2
// finds only then that the pattern asks for too much: repetitions in repetitions, more memory than it may
// use.
class Pattern {
 public:
  Pattern(std::string text, const RE2::Options& options) : text_(std::move(text)), options_(options) {}
  const RE2& Compiled() const;

 private:
  std::string text_;
  RE2::Options options_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<RE2> compiled_;
};

// A TOML string of the file: its value, and where its source text lies.
struct PatternText {
  std::string value;
  SourcePlace begin, end;
};

// Place of byte `offset` of the value; only literal strings ('...', '''...''') can be followed byte by byte,
// for others it is where the string begins.
SourcePlace PlaceInPattern(const SourceText& source, const PatternText& pattern, size_t offset);

// Fills in fragments, own before shared, and what \pL stands for (normalize::kLatinLetters).  Throws Error
// kRuleFile: \w \W \b \B, an unknown fragment, or a pattern that grows past 20 000 bytes. `coarse`: with the
// coarse forms of the fragments.
std::string ExpandPattern(const SourceText& source, const PatternText& pattern, Fragments* own,
                          Fragments* shared, bool coarse = false);

// Throws Error kRuleFile with RE2's message and a caret at the offending spot where that is certain.
std::unique_ptr<Pattern> MakePattern(const SourceText& source, const PatternText& pattern,
                                     const std::string& expanded, const RE2::Options& options);

// The names of the groups of a pattern that parses, read off its text: asking RE2 would compile it.
std::set<std::string> GroupNames(std::string_view pattern);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PATTERN_H_
