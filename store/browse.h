// What somebody who looks through the archive asks and no query (query.h) answers.
//
//   for (const CaseEvent& e : CaseHistory(archive, CaseKey("KS 2026/12"))) ...   // proposal, decision,
//   extract
//
// Boxes and sizes in points, as in extract/document.h.  Error kArchive as Archive.
#ifndef AVSTAM_STORE_BROWSE_H_
#define AVSTAM_STORE_BROWSE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/where.h"
#include "store/archive.h"

namespace avstam::store {

struct PageFacts {
  int page = 0;
  double width_pt = 0, height_pt = 0;  // as it was read
  int turned = 0;                      // extract::Page::turned
  std::string state, source;
  double confidence = 1;
};
// All pages of a document, in order; empty when it is not kept.
std::vector<PageFacts> PagesOf(const Archive& archive, const std::string& sha256);

struct PageWord {
  std::string text;
  Box box;
};
// The words of a page in the order of its content.
std::vector<PageWord> WordsOf(const Archive& archive, const std::string& sha256, int page);

// A decision, or a part of a packet without decisions of its own, that names a case.
struct CaseEvent {
  std::string id, date, kind, body, paragraph, title, outcome, file;  // empty: not known
  int page = 0;
};
// By date, what has none last.
std::vector<CaseEvent> CaseHistory(const Archive& archive, const std::string& case_key);
// Decisions and parts of the same body on the same day with the same paragraph; date and paragraph are not
// empty.
std::vector<CaseEvent> ParagraphHistory(const Archive& archive, const std::string& body,
                                        const std::string& date, const std::string& paragraph);

// Mismatches that nobody has let pass, the largest first: `id` as check ids are, and how many there are.
struct ReviewQueue {
  std::vector<std::string> ids;
  int64_t open = 0;
};
// The first `most` of those behind the check `after` (empty: of all).
ReviewQueue OpenMismatches(const Archive& archive, const std::string& today, const std::string& after,
                           int64_t most);

// Files that could not be read: the latest, or by name those behind `after`.
std::vector<FailureRecord> LatestFailures(const Archive& archive, int64_t most);
std::vector<FailureRecord> FailuresBehind(const Archive& archive, const std::string& after, int64_t most);

// Who decided what about findings of a document that still stands.
std::vector<HumanDecision> DecisionsInForce(const Archive& archive, const std::string& sha256);

// Changes whenever somebody has written to the archive.
int64_t DataVersion(const Archive& archive);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_BROWSE_H_
