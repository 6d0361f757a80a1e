// The reconciliation report: which totals agree, for people and as JSON.
//
//   Report report;
//   report.Add({"brev.pdf", sha256, 2, 2, true, {}, reading});
//   report.AddFailure("x.pdf", {"not-pdf", "is an HTML page, not a PDF"});
//   Print(report.Text(Detail::kFaults));
//   return report.Exit();
#ifndef AVSTAM_APP_REPORT_H_
#define AVSTAM_APP_REPORT_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/pipeline.h"
#include "rules/reading.h"

namespace avstam::app {

enum class Detail { kFaults, kAll };

struct CheckedDocument {
  std::string file, sha256;
  int pages_read = 0, page_count = 0;
  bool complete = true;
  rules::Reading reading;
};

// Counts that add up: checks = ok + rounding + mismatch + not_comparable.
struct CheckCounts {
  int ok = 0, rounding = 0, mismatch = 0, not_comparable = 0;
  int all() const { return ok + rounding + mismatch + not_comparable; }
  void Count(rules::Status status);
  // "35 checks: 30 ok, 3 rounding, 1 mismatch, 1 not comparable"
  std::string ToString() const;
};

// öre as Swedish text: 4564400000 -> "45 644 000", 50 -> "0,50".
std::string SwedishKronor(int64_t ore);

class Report {
 public:
  // The reading's tables and checks are turned to text at once, so that nothing of it is kept.
  void Add(const CheckedDocument& document);
  void AddFailure(const std::string& file, const Failure& failure);

  // Mismatches, then what could not be compared (and with kAll the rest), document by document; the summary
  // last.
  std::string Text(Detail detail) const;
  nlohmann::ordered_json ToJson() const;
  // "12 documents, ...": counts of documents, checks by verdict, pages read of pages announced.
  std::string Summary() const;
  // 3: something was not read (completely); 1: a mismatch; 0.
  int Exit() const;

 private:
  struct Line {
    rules::Status status;
    std::string text;
  };
  struct Entry {
    std::string file;
    int pages_read, page_count;
    bool complete;
    CheckCounts counts;
    std::vector<Line> lines;
  };
  struct FailedFile {
    std::string file;
    Failure failure;
  };
  std::vector<Entry> documents_;
  std::vector<FailedFile> failures_;
  nlohmann::ordered_json json_ = nlohmann::ordered_json::array();
  CheckCounts counts_;
  int64_t pages_read_ = 0, page_count_ = 0;
  int incomplete_ = 0;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_REPORT_H_
