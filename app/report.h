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

#include "app/baseline.h"
#include "app/check_formats.h"
#include "app/pipeline.h"
#include "rules/reading.h"
#include "store/settle.h"

namespace avstam::app {

enum class Detail { kFaults, kAll };

struct CheckedDocument {
  std::string file, sha256;
  int pages_read = 0, page_count = 0;
  bool complete = true;
  rules::Reading reading;
  bool csv = false;  // places are rows and columns of the file
  // What people decided; empty, or one for each check of `reading`, to which it has been applied.
  std::vector<store::CheckStanding> standing = {};
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

enum class FailOn { kMismatch, kNotComparable };

class Report {
 public:
  // Known mismatches, and the day that these and waivers are held to ("2026-11-22"); before the first Add.
  void UseBaseline(Baseline baseline, std::string today);
  // What else is told of each document: every relation (JSON), the figures that no check covers (text and
  // JSON).
  void Tell(bool relations, bool uncovered);
  // The reading's tables and checks are turned to text at once, so that nothing of it is kept.
  void Add(const CheckedDocument& document);
  void AddFailure(const std::string& file, const Failure& failure);

  // Documents with their counts; then mismatches of all of them, then what could not be compared (and with
  // kAll the rest), each by weight; the summary last.
  std::string Text(Detail detail) const;
  nlohmann::ordered_json ToJson() const;
  // "12 documents, ...": counts of documents, checks by verdict, pages read of pages announced.
  std::string Summary() const;
  // 3: something was not read (completely); 1: a mismatch that no baseline accepts, or, as asked, anything
  // not comparable; 0.  Nor counts what is waived.
  int Exit(FailOn fail_on = FailOn::kMismatch) const;
  // For the other formats: every file with its findings.
  std::vector<FileChecks> Files() const;
  // The findings of all files, the heaviest first.
  std::vector<Finding> Findings() const;
  const Baseline& baseline() const { return baseline_; }
  // Waivers whose day has passed: one line each.
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  struct Line {
    rules::Status status;
    int64_t weight_ore;
    std::string text;
    std::string file;
  };
  struct Entry {
    std::string file;
    int pages_read, page_count;
    bool complete;
    CheckCounts counts;
    std::vector<Line> lines;
    std::string uncovered;  // the list, when asked for
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
  std::vector<FileChecks> files_;
  Baseline baseline_;
  std::string today_;
  int accepted_ = 0, waived_ = 0, settled_ = 0;
  std::vector<std::string> remarks_;
  bool relations_ = false, uncovered_ = false;
  int figures_ = 0, covered_ = 0;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_REPORT_H_
