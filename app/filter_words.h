// Conditions of a query that are written in words, read with the words of the rules.
//
//   FilterWords words("");
//   words.Region("Skåne");      // "12"
//   words.Ore("1,6 mnkr");      // 160000000
//
// Error kUsage: it is none.  Rule files are only loaded when the first is asked for.
#ifndef AVSTAM_APP_FILTER_WORDS_H_
#define AVSTAM_APP_FILTER_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "normalize/normalizer.h"
#include "rules/ruleset.h"

namespace avstam::app {

class FilterWords {
 public:
  // As --rules.
  explicit FilterWords(std::string rules) : rules_(std::move(rules)) {}

  // A county code, or a name as the rules know it; accents, spaces and signs do not count.
  std::string Region(const std::string& text);
  // "5000000", "1,6 mnkr".
  int64_t Ore(const std::string& text);
  const rules::RuleSet& rules();

 private:
  std::optional<std::string> PlainRegion(const std::string& text);
  const normalize::Normalizer& Normalizer();

  std::string rules_;
  std::optional<rules::RuleSet> rule_set_;
  std::optional<normalize::Normalizer> loaded_;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_FILTER_WORDS_H_
