// The closed list of rule kinds, and what `set` may say in each.  rules/README.md explains them to rule
// authors.
#ifndef AVSTAM_RULES_KINDS_H_
#define AVSTAM_RULES_KINDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace avstam::rules {

enum class SetNeed { kOptional, kRequired, kRequiredOrCaptured };
enum class SetType { kText, kInteger, kBoolean };

struct SetKey {
  std::string name;
  SetNeed need = SetNeed::kOptional;
  SetType type = SetType::kText;
  std::vector<std::string> values;  // empty: any
};

// kAnywhere: the pattern may match any part of the text and says itself where it is anchored and whether case
// counts. kWord: the pattern is one word or phrase of the normaliser's lexicon; it is tried on the whole text
// without regard to case, because the normaliser adds the boundaries.
enum class Tried { kAnywhere, kWord };

struct KindSpec {
  std::string name;
  Tried tried = Tried::kAnywhere;
  std::vector<SetKey> keys;
};

const std::vector<KindSpec>& AllKinds();
// Null: no such kind.
const KindSpec* FindKind(std::string_view name);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_KINDS_H_
