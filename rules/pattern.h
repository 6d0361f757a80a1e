// Patterns as rule authors write them, and what RE2 gets.
//
//   '{spaces}[0-9]{2,3}'  with fragment spaces = '[ ]*'   ->   '(?:[ ]*)[0-9]{2,3}'
//
// Only {name} with small letters, digits and _ beginning with a letter is a fragment, so RE2's {2,3} needs no
// escape.
#ifndef AVSTAM_RULES_PATTERN_H_
#define AVSTAM_RULES_PATTERN_H_

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_file.h"
#include "rules/source_error.h"

namespace avstam::rules {

// A TOML string of the file: its value, and where its source text lies.
struct PatternText {
  std::string value;
  SourcePlace begin, end;
};

// Place of byte `offset` of the value; only literal strings ('...', '''...''') can be followed byte by byte,
// for others it is where the string begins.
SourcePlace PlaceInPattern(const SourceText& source, const PatternText& pattern, size_t offset);

// Fills in fragments, own before shared.  Throws Error kRuleFile: \w \W \b \B, an unknown fragment, or a
// pattern that grows past 20 000 bytes.
std::string ExpandPattern(const SourceText& source, const PatternText& pattern, Fragments* own,
                          Fragments* shared);

// Throws Error kRuleFile with RE2's message and a caret at the offending spot where that is certain.
std::unique_ptr<RE2> CompilePattern(const SourceText& source, const PatternText& pattern,
                                    const std::string& expanded, const RE2::Options& options);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PATTERN_H_
