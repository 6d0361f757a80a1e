// The paragraphs of minutes: where each begins, its title and case number.
#ifndef AVSTAM_RULES_MATTERS_H_
#define AVSTAM_RULES_MATTERS_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "normalize/normalizer.h"
#include "rules/blocks.h"
#include "rules/ruleset.h"

namespace avstam::rules {

constexpr size_t kLongestTitle = 260;  // bytes: a longer block below a paragraph's number is its text

// A paragraph of minutes.
struct Matter {
  int number = 0;
  std::string paragraph;  // "§ 142/19"
  std::string title;
  std::optional<std::string> case_number;
  Where where;
  std::string rule;
  bool listed = false;  // in a table of contents, not treated here
};

// "142 / 19" -> "§ 142/19"
std::string ParagraphName(const std::string& number);

// What the row of a paragraph's number says.  `block.paragraph` is a match.
Matter MatterOf(const Block& block, const RuleSet& rules, const normalize::Normalizer& normalizer);

// Takes the case number out of the text beside a paragraph's number: "2026.016 KS", "Dnr KS 2026/12 Taxor".
std::optional<std::string> TakeCaseNumber(std::string* text, const RuleSet& rules,
                                          const normalize::Normalizer& normalizer);

// Indices of the blocks that are entries of a table of contents: their paragraphs come again, or they stand
// among such.
std::set<size_t> ListedParagraphs(const std::vector<Block>& blocks);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_MATTERS_H_
