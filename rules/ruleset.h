// The rule files, loaded: what a municipality may write differently, as data.
//
//   RuleSet rules = RuleSet::Load("rules");        // throws Error kRuleFile: "file:line: message", the line,
//   a caret RuleMatch m = rules.Match("row-role", "Summa inkl. Journalen");   // m.rule->id ==
//   "row.total.summa"
//
// A rule (TOML, one [[rule]] each):
//   id       unique, dotted: "row.total.summa"
//   kind     what it is tried on: "row-role", "unit", "hedge", "rate", "caption", ...: closed list
//   pattern  RE2 over normalised text (normalize/text.h), "{name}" = a fragment of [fragments]; \w \W \b \B
//   are refused
//            (ASCII-only in RE2: \w stops in "åtgärd")
//   set      what a match means: a table of strings, keys fixed per kind
//   accepts, rejects   examples: {text = "...", NAME = "captured value"}; run by `avstam rules check` and
//   ctest
#ifndef AVSTAM_RULES_RULESET_H_
#define AVSTAM_RULES_RULESET_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/lexicon.h"
#include "rules/source_error.h"

namespace avstam::rules {

struct Rule {
  std::string id, kind;
  std::string pattern;  // fragments filled in
  std::string written;  // as it stands in the file
  std::string file;
  int line = 0;  // of the id
  std::map<std::string, std::string> set;
};

struct RuleMatch {
  const Rule* rule = nullptr;                   // null: none matched.  Of several the first in file order.
  int start = 0, end = 0;                       // bytes of the normalised text
  std::map<std::string, std::string> captures;  // named groups that took part; may be empty text
  // Empty: the group took no part, or there is none of that name.
  std::string Captured(const std::string& name) const {
    auto it = captures.find(name);
    return it == captures.end() ? std::string() : it->second;
  }
};

// One failed example or other finding of CheckExamples.
struct RuleFinding {
  std::string file;
  int line = 0;
  std::string message;  // whole: "file:line: ...", source line, caret
};

// What `avstam rules check` prints.
struct RuleReport {
  int files = 0;  // rule files and word lists
  int rules = 0;
  int accepts = 0;  // examples
  int rejects = 0;
  int words = 0;  // rows of the word lists
  std::vector<RuleFinding> findings;
};

// Immutable after loading: any number of threads may match at once.  RuleMatch::rule points into the set and
// lives as long as it does (moving the set keeps it).
class RuleSet {
 public:
  // Reads every *.toml and *.csv below `directory` in name order; fragments.toml first.  Throws Error
  // kRuleFile on the first thing that is wrong, also when the directory is missing or has no *.toml.
  // `own`: a folder of rule files on top (empty: none).  There a rule with a known id replaces that rule,
  // any other is tried before the common ones of its kind.
  static RuleSet Load(const std::string& directory, const std::string& own = "");
  // The same from memory: names as if relative to `directory`, which only messages show.
  static RuleSet FromTexts(std::vector<SourceText> files, const std::string& directory = "",
                           std::vector<SourceText> own_files = {}, const std::string& own = "");
  // hash() of what Load would give; the files are read and not looked at.  Throws as Load does when there are
  // none.
  static std::string HashOf(const std::string& directory, const std::string& own = "");
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  // All rules of `kind` that match somewhere in `text` (already normalised), in file order.  One RE2::Set
  // pass. The kinds of the normaliser's words (unit, hedge, rate, date-word, case-number-word, not-money)
  // match the whole text or not at all, without regard to case.  An unknown kind matches nothing.
  std::vector<RuleMatch> MatchAll(std::string_view kind, std::string_view text) const;
  RuleMatch Match(std::string_view kind, std::string_view text) const;

  // The set for a paper: this one, or this one with the packs whose keywords stand in `text` (without regard
  // to case).  A pack is a file with a table [pack]; its rules are added as those of `own` are.  Lives as
  // long as this.
  const RuleSet& For(std::string_view text) const;
  bool HasPacks() const;

  const std::vector<Rule>& rules() const;
  const normalize::Lexicon& lexicon() const;
  // SHA-256 over names (below the directory) and contents of all files, hex: part of the key of a reading.
  const std::string& hash() const;
  size_t example_count() const;

  // Runs every example of every rule; empty when all hold.  Also finds an example that an earlier rule of its
  // kind takes, the same example twice, and fragments that nothing uses.
  std::vector<RuleFinding> CheckExamples() const;
  // CheckExamples with counts.
  RuleReport Report() const;

 private:
  RuleSet();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_RULESET_H_
