// Rows for tests of Normalizer::Find: a text and what must be found in it, written
//
//   "1,6 mnkr per år=1600000 SEK step 100000 per year"
//
// raw text, '=', value, then the unit of an amount or "%", then what else is set: step N (when not 1), to N
// (upper end of a range), per X, about | at-most | at-least, shared, assumed.
#ifndef AVSTAM_TESTS_NORMALIZE_FIND_ROWS_H_
#define AVSTAM_TESTS_NORMALIZE_FIND_ROWS_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/normalize/lexicon_for_tests.h"

namespace avstam::normalize {

struct FindRow {
  std::string text;
  std::vector<std::string> found;
};

inline std::string RowText(const Found& found) {
  std::string row = found.raw + "=" + found.value;
  if (!found.unit.empty()) row += " " + found.unit;
  if (found.number && found.number->Step().ToString() != "1")
    row += " step " + found.number->Step().ToString();
  if (found.high) row += " to " + found.high->ToString();
  if (!found.per.empty()) row += " per " + found.per;
  if (!found.qualifier.empty()) row += " " + found.qualifier;
  if (found.unit_shared) row += " shared";
  if (found.currency_assumed) row += " assumed";
  return row;
}

// `kind` nothing: everything found must be in the row, each with its kind before it ("date 2018=2018").
inline void ExpectRows(std::optional<Kind> kind, const std::vector<FindRow>& rows,
                       const Context& context = {}) {
  for (const FindRow& row : rows) {
    std::vector<std::string> found;
    for (const Found& one : TestNormalizer().Find(row.text, context, kind)) {
      found.push_back((kind ? "" : std::string(KindName(one.kind)) + " ") + RowText(one));
    }
    EXPECT_EQ(found, row.found) << row.text;
  }
}

}  // namespace avstam::normalize

#endif  // AVSTAM_TESTS_NORMALIZE_FIND_ROWS_H_
