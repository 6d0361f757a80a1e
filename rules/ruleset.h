// The rule files, loaded: what a municipality may write differently, as data.
//
//   RuleSet rules = RuleSet::Load("rules");        // throws Error kRuleFile: "file:line: message", the line, a caret
//   RuleMatch m = rules.Match("row-role", "Summa inkl. Journalen");   // m.rule->id == "row.total.summa"
//
// A rule (TOML, one [[rule]] each):
//   id       unique, dotted: "row.total.summa"
//   kind     what it is tried on: "row-role", "unit", "hedge", "rate", "caption", ...: closed list
//   pattern  RE2 over normalised text (normalize/text.h), "{name}" = a fragment of [fragments]; \w \W \b \B are refused
//            (ASCII-only in RE2: \w stops in "åtgärd")
//   set      what a match means: a table of strings, keys fixed per kind
//   accepts, rejects   examples: {text = "...", NAME = "captured value"}; run by `avstam rules check` and ctest
#ifndef AVSTAM_RULES_RULESET_H_
#define AVSTAM_RULES_RULESET_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/lexicon.h"

namespace avstam::rules {

struct Rule {
  std::string id, kind, pattern;
  std::string file;
  int line = 0;
  std::map<std::string, std::string> set;
};

struct RuleMatch {
  const Rule* rule = nullptr;  // null: none matched.  Of several the first in file order.
  int start = 0, end = 0;      // bytes of the normalised text
  std::map<std::string, std::string> captures;
};

// One failed example or other finding of CheckExamples.
struct RuleFinding {
  std::string file;
  int line = 0;
  std::string message;  // whole: "file:line: ...", source line, caret
};

class RuleSet {
 public:
  // Reads every *.toml and *.csv below `directory` in name order.
  static RuleSet Load(const std::string& directory);
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  // All rules of `kind` that match somewhere in `text` (already normalised), in file order.  One RE2::Set pass.
  std::vector<RuleMatch> MatchAll(std::string_view kind, std::string_view text) const;
  RuleMatch Match(std::string_view kind, std::string_view text) const;

  const std::vector<Rule>& rules() const;
  const normalize::Lexicon& lexicon() const;
  // SHA-256 over all rule files, hex: part of the key of a reading.
  const std::string& hash() const;
  size_t example_count() const;

  // Runs every example of every rule; empty when all hold.
  std::vector<RuleFinding> CheckExamples() const;

 private:
  RuleSet();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_RULESET_H_
