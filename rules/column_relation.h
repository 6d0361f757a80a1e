// How the columns of a table follow from each other, on every row.
//
//   Budget | Utfall | Avvikelse        Avvikelse = Budget - Utfall            row-difference
//   Grundbelopp | Rörligt | Totalt     Totalt = Grundbelopp + Rörligt         row-difference
//   Pris 100 % | Pris 60 %             the second is 60 % of the first        column-ratio
//
// Headers make a relation likely, the rows must confirm it: most of those that could well have disagreed
// agree. Deviations may have their own sign on each row (costs printed positive), so a labelled difference is
// compared either way round.
#ifndef AVSTAM_RULES_COLUMN_RELATION_H_
#define AVSTAM_RULES_COLUMN_RELATION_H_

#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

struct ColumnRelation {
  enum class Kind { kSum, kDifference, kRatio } kind = Kind::kSum;
  int target = 0;
  std::vector<int>
      parts;  // kDifference: target = parts[0] - parts[1]; kRatio: target = permille/1000 of parts[0]
  int permille = 0;
  bool labelled = false;  // the header of the target says what it is
  int agree = 0;          // rows that could well have disagreed
  int disagree = 0;
  int turned = 0;  // of those that agree, rows with the sign turned
};

// The relations that the rows confirm, in order of the target; each column is the target of one at most, and
// of two that say the same (a = b + c, c = a - b) one stands.  Time: rows × columns.
std::vector<ColumnRelation> FindColumnRelations(const Table& table);

// One check per row of each relation; a row that lacks a figure has none.
std::vector<Check> CheckColumnRelations(int table_index, const Table& table,
                                        const std::vector<ColumnRelation>& relations);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_COLUMN_RELATION_H_
