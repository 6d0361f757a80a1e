// The reader of rule files and word lists, on any bytes: it loads them or throws Error kRuleFile, and what it
// loads can be matched and checked.  The first byte chooses which file the rest is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>

#include "base/error.h"
#include "rules/ruleset.h"

namespace {

using avstam::rules::RuleSet;
using avstam::rules::SourceText;

// Wrong rules cost the author a message, not the memory of the machine: examples are tried only on small
// files, where a pattern of a thousand repetitions stays cheap.
constexpr size_t kSmall = 4096;

void Use(const RuleSet& rules, const std::string& text) {
  for (const char* kind : {"row-role", "caption", "unit", "no-such-kind"}) {
    for (const auto& match : rules.MatchAll(kind, text)) {
      if (match.start < 0 || match.end < match.start || static_cast<size_t>(match.end) > text.size())
        std::abort();
    }
  }
  for (const auto& finding : rules.CheckExamples()) {
    if (finding.message.empty() || finding.line < 1) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const char* const names[] = {"a.toml",     "fragments.toml",  "regions.csv", "municipalities.csv",
                                      "months.csv", "number_words.csv"};
  if (size == 0) return 0;
  // Seeds are plain rule files: their first byte ('#', '[') is part of them.
  bool chosen = data[0] < std::size(names);
  std::string text(reinterpret_cast<const char*>(data) + (chosen ? 1 : 0), size - (chosen ? 1 : 0));
  std::string name = chosen ? names[data[0]] : names[0];
  // What the other kind of file needs: a pattern that uses a fragment, or the fragments that the seeds use.
  SourceText other =
      name == "fragments.toml"
          ? SourceText{"z.toml", "[[rule]]\nid='r'\nkind='carry'\npattern='{f}'\naccepts=['x']\n"}
          : SourceText{"fragments.toml",
                       "[fragments]\nend='$'\nyear='[0-9]'\nsum='summa'\n"
                       "total='total'\nstop='[^a-z]'\nfootnote='avser'\n"};
  try {
    RuleSet rules = RuleSet::FromTexts({{name, text}, other}, "rules");
    if (size < kSmall) Use(rules, text.substr(0, 200));
  } catch (const avstam::Error& error) {
    if (error.code() != avstam::ErrorCode::kRuleFile || *error.what() == '\0') std::abort();
  }
  return 0;
}
