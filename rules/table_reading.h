// From a grid (geometry) to a table (meaning): header and body, label column, value columns, unit, roles of
// rows.
#ifndef AVSTAM_RULES_TABLE_READING_H_
#define AVSTAM_RULES_TABLE_READING_H_

#include <optional>
#include <string>

#include "extract/document.h"
#include "normalize/normalizer.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// What the lines of a document say about the tables near them.
struct TableSurroundings {
  std::string caption;                 // "" = none
  std::vector<std::string> near_text;  // lines above the table, nearest first, then lines below
  std::string
      document_unit;  // of a line that speaks for all tables ("alla belopp i tkr"), as text; "" = none
  bool machine_read = false;  // the text is what recognition made of a picture: figures may be damaged
  const extract::Document* document = nullptr;  // for the confidence of words; null: all are sure
};

// A line that states the unit of all tables after it.
struct DocumentUnit {
  int page = 0;
  double baseline = 0;
  std::string unit;  // as text, for Normalizer::FindUnit
};
std::vector<DocumentUnit> FindDocumentUnits(const extract::Document& document, const RuleSet& rules);

TableSurroundings FindSurroundings(const extract::Document& document, const extract::Grid& grid,
                                   const std::vector<DocumentUnit>& units, const RuleSet& rules);

// The table that a grid is, when it holds money; nothing when it holds something else (counts, page numbers,
// text).
std::optional<Table> ReadTable(const extract::Grid& grid, const TableSurroundings& surroundings,
                               const RuleSet& rules, const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_TABLE_READING_H_
