// What recognition of characters damaged in a table, told from what stands around it: labels that are nearly
// names we know, cells that are nearly figures like their neighbours.
#ifndef AVSTAM_RULES_DAMAGE_H_
#define AVSTAM_RULES_DAMAGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/normalizer.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// One per label; nothing where the label stands as it is.  A short name is trusted only where the text is
// recognised anyway or other labels are names as well: "Ange" is a verb, beside "Umeå" it is Ånge.
std::vector<std::optional<normalize::RepairedName>> RepairLabels(const std::vector<std::string>& labels,
                                                                 bool machine_read, const RuleSet& rules,
                                                                 const normalize::Normalizer& normalizer);

// `read` may be the unit that other figures of the column have: "kkr" for "tkr".
bool IsMisreadUnit(std::string_view unit, std::string_view read, const normalize::Normalizer& normalizer);

struct MendedCell {
  size_t index = 0;  // of the texts
  std::string text;  // for ReadCell
  std::string why;
};

// The cells of a column that cannot be read as they stand.  `damaged`: the table is known to be; otherwise
// only signs between groups are forgiven, and only where several cells of the column have them.
std::vector<MendedCell> MendColumn(const std::vector<std::string>& texts, bool damaged,
                                   const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_DAMAGE_H_
