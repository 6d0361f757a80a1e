// One rule file (TOML) as rules that compile.  RuleSet puts the files together; the format is in
// rules/README.md.
#ifndef AVSTAM_RULES_RULE_FILE_H_
#define AVSTAM_RULES_RULE_FILE_H_

#include <re2/re2.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rules/kinds.h"
#include "rules/pattern.h"
#include "rules/ruleset.h"
#include "rules/source_error.h"

namespace avstam::rules {

struct Example {
  std::string text;                             // as written
  std::map<std::string, std::string> captures;  // expected, as written
  SourcePlace place;
};

struct FileRule {
  Rule rule;
  SourcePlace place;  // of the id
  const KindSpec* kind = nullptr;
  std::unique_ptr<Pattern> pattern;
  int in_set = -1;  // its number among the patterns given to the AddPattern of its kind; -1: none
  std::vector<Example> accepts, rejects;
};

struct RuleFile {
  std::vector<FileRule> rules;
  bool is_pack = false;               // has a table [pack]
  std::vector<std::string> keywords;  // of [pack]: the papers that it is for hold one of them
  Fragments fragments;                // of this file only
};

// Where the coarse form of each pattern goes, for the first look over all rules of a kind.  Gives its number
// there, below 0 where it does not parse.  So each pattern is parsed once, which is most of the time that
// loading takes.
using AddPattern = std::function<int(const KindSpec& kind, const std::string& coarse)>;

// `shared` are the fragments for all files; their uses are counted.  `source` must outlive the result.
// Throws Error kRuleFile on the first thing that is wrong.
RuleFile ParseRuleFile(const SourceText& source, Fragments* shared, const AddPattern& add);
// fragments.toml: [fragments] and nothing else; adds them to the shared ones.
void ParseFragmentFile(const SourceText& source, Fragments* shared);

// Options every pattern of `kind` is compiled with.
RE2::Options PatternOptions(const KindSpec& kind);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_RULE_FILE_H_
