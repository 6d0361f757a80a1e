// Which rows of a table does a total add up?  Label first, confirmed by arithmetic over all numeric columns.
//
// The rows are read like a stack: a total closes the rows it sums, which from then on it stands for.  So
//     Nationella hjälplinjen … Reducerad kostnad | Summa | Journalen | Summa inkl. Journalen
// gives two relations, the second over {Summa, Journalen}.  Totals may stand after their parts (the rule),
// before them (indented or bold groups, "Totalt" as first row), and have no label at all (then only
// arithmetic speaks).
#ifndef AVSTAM_RULES_COLUMN_TOTAL_H_
#define AVSTAM_RULES_COLUMN_TOTAL_H_

#include <cstdint>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

struct Relation {
  int total = 0;           // row
  std::vector<int> parts;  // rows, in table order
  bool certain = true;     // false: no column agrees, the parts are what the structure suggests
};

// All relations of a table, in order of the total's row.  Columns of kind percent, and of role "share",
// "ratio", "average", "index" or "note", are left out.  Time: rows × columns × levels of totals, and
// for totals that nothing names a bounded number of looks at each figure; `steps` is how many looks it took.
std::vector<Relation> FindRelations(const Table& table, int64_t* steps = nullptr);

// A figure stands here, but what it is cannot be told: damaged, or too large.
bool IsUnread(const Cell& cell);

// May the figures of the column be added?
bool Summable(const Column& column);

// What a relation says of one column in which its total states a figure: stated, computed, parts and the
// verdict of the figures alone; not-comparable when a part is unread or none states a figure.
Check TotalCheck(int table_index, const Table& table, const Relation& relation, int column);

// FindRelations, the roles that follow from it set in `table`, and one `column-total` check per stated
// figure.
std::vector<Check> CheckColumnTotals(int table_index, Table* table);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_COLUMN_TOTAL_H_
