// A table that somebody already has, as delimited text: the same reading as of a PDF.
//
//   Reading reading = ReadCsv(bytes, rules, normalizer);
//   reading.tables[0].rows[3].cells[1].where      // page: row of the file from 1, box.left: column from 0
//
// Guessed: UTF-8 or Latin-1, the delimiter (; tab , |), decimal comma or point, groups of thousands, which
// rows are titles above and notes below the table.  Quoting is RFC 4180.  The unit is as the texts say;
// kronor when they say nothing.
#ifndef AVSTAM_RULES_CSV_TABLE_H_
#define AVSTAM_RULES_CSV_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "normalize/normalizer.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

using CsvRows = std::vector<std::vector<std::string>>;

// The records of the text as UTF-8, by the delimiter that parts them most evenly.
CsvRows ParseCsv(std::string_view bytes);

// One table, or none where the file holds no figures, with its checks.
Reading ReadCsv(std::string_view bytes, const RuleSet& rules, const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_CSV_TABLE_H_
