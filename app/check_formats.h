// The findings of `check` for other programs: CI servers, code hosts, editors.
//
// Sources: SARIF 2.1.0 (OASIS 2020); the JUnit XML that Ant writes and CI servers read; GitHub's workflow
// commands
// ("::error file=...::message") and job summaries (Markdown).
#ifndef AVSTAM_APP_CHECK_FORMATS_H_
#define AVSTAM_APP_CHECK_FORMATS_H_

#include <string>
#include <utility>
#include <vector>

#include "app/finding.h"

namespace avstam::app {

struct FileChecks {
  std::string file;
  int checks = 0;                 // done
  std::vector<Finding> findings;  // of this file
  std::string failure;            // why it was not read; empty: it was
};

// One run; a result per finding, mismatches as errors, what is not comparable as notes, accepted ones
// suppressed. Regions give the page as a line and the box in the properties, as SARIF has no pages.
std::string SarifText(const std::vector<FileChecks>& files);
// One suite per file, one case per rule and place: mismatches fail, what is not comparable is skipped.
std::string JunitText(const std::vector<FileChecks>& files);
// Annotations, the heaviest first (GitHub shows ten).
std::string GithubText(const std::vector<FileChecks>& files);
// Markdown for GITHUB_STEP_SUMMARY.
std::string GithubSummary(const std::vector<FileChecks>& files, const std::string& summary);

}  // namespace avstam::app

#endif  // AVSTAM_APP_CHECK_FORMATS_H_
