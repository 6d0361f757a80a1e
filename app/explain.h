// Why a decision, amount, figure, check ... stands as it does: the words that were read, where, how surely,
// the rule that made something of them, what the normaliser did, and the checks it takes part in.
//
//   ordered_json why = Explain({document, reading, pipeline rules ...}, *store::ParseRef("t0.3.1"));
//   Print(ExplanationText(why));
//
// Error kUsage: the reading has no such thing.
#ifndef AVSTAM_APP_EXPLAIN_H_
#define AVSTAM_APP_EXPLAIN_H_

#include <nlohmann/json.hpp>
#include <string>

#include "extract/document.h"
#include "normalize/normalizer.h"
#include "rules/reading.h"
#include "rules/ruleset.h"
#include "store/ref.h"

namespace avstam::app {

struct ExplainSource {
  std::string file;
  const extract::Document* document = nullptr;  // null: the archive has not kept the words
  const rules::Reading* reading = nullptr;
  const rules::RuleSet* rules = nullptr;
  const normalize::Normalizer* normalizer = nullptr;
  bool same_rules = true;  // false: the reading was made with other rule files than `rules`
  std::string program_version, rules_hash, ocr_version;
};

// {"id", "kind", "file", "sha256", "is": as in the JSON of extract, "place": {"page", "bbox", "source",
// "words", "confidence", "ocr"}, "rule": {"id", "file", "line", "pattern", ...}, "steps": [...], "checks":
// [...]}
nlohmann::ordered_json Explain(const ExplainSource& source, const store::Ref& ref);

// The same for people.
std::string ExplanationText(const nlohmann::ordered_json& explanation);

// Page and box of the thing; page 0 when it stands nowhere.
Where PlaceOf(const rules::Reading& reading, const store::Ref& ref);

}  // namespace avstam::app

#endif  // AVSTAM_APP_EXPLAIN_H_
