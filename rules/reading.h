// What a document says: the value that `avstam extract` prints, `store` keeps and `explain` walks back from.
// Every extracted thing carries where it stands and the id of the rule that found it.  Amounts are in öre.
#ifndef AVSTAM_RULES_READING_H_
#define AVSTAM_RULES_READING_H_

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/where.h"
#include "rules/decision.h"

namespace avstam::rules {

// A sum in running text.
struct Amount {
  Where where;
  std::string text;           // as read: "34 mkr"
  Money money;                // of `currency`'s hundredths
  std::optional<Money> high;  // upper end of a range
  std::string currency = "SEK";
  std::string per;        // "year" ... or empty
  std::string qualifier;  // "about" "at-most" "at-least" or empty
  std::optional<Money> revised_from;
  std::optional<int> part, decision, item;  // of Reading::parts, Reading::decisions, Decision::items
  std::string rule;
};

enum class Role { kItem, kSubtotal, kTotal, kHeader, kNote };
std::string_view RoleName(Role role);

enum class CellKind { kEmpty, kMoney, kNumber, kPercent, kText };
std::string_view CellKindName(CellKind kind);

struct Cell {
  std::string text;  // as read
  CellKind kind = CellKind::kEmpty;
  // kMoney: kronor in öre.  kNumber, kPercent: the figure × 100 (as if kronor), absent when it has more than
  // two decimals.
  std::optional<Money> value;
  Where where;
  double confidence = 1;              // of the least sure word
  std::string note;                   // how a damaged figure was read: "O read for 0"; empty: as it stands
  int row_span = 1, column_span = 1;  // columns of figures
};

// A cell of the head as printed.
struct HeadCell {
  int row = 0;                        // from 0, top to bottom
  int column = 0;                     // of Table::columns; -1: over the labels
  int row_span = 1, column_span = 1;  // rows of the head; of the columns, and the labels as one
  std::string text;
  Where where;
};

// A known name that stands for a damaged one.
struct NameRepair {
  std::string read;    // what the document says
  std::string reason;  // "ö read as d, l as 1"
  int distance = 0;    // hundredths of a letter
};

struct Row {
  std::string label;                  // repaired when it was a damaged known name
  std::optional<NameRepair> repair;   // how
  std::optional<std::string> region;  // county code
  Role role = Role::kItem;
  bool weak = false;  // the label only suggests a total ("Resultat"): arithmetic must confirm it
  std::string rule;   // of the role; "arithmetic" when the sums told it
  int indent = 0;     // level of the label's left edge, 0 = outermost
  bool bold = false;
  Where where;
  std::vector<Cell> cells;  // one per column of the table
};
// It sums others, all or some.
inline bool IsTotal(const Row& row) { return row.role == Role::kTotal || row.role == Role::kSubtotal; }

struct Column {
  std::string header;
  CellKind kind = CellKind::kMoney;  // of most of its figures
  std::string role;                  // by header: "sum" "difference" "share" "average" ...; empty: plain
};

struct Table {
  int first_page = 0, last_page = 0;
  Box box;                    // on first_page
  std::string caption;        // empty: none
  std::string unit;           // "kr" "tkr" "mkr" ...; empty: none found
  std::string unit_rule;      // where the unit came from: "cell", "header", "caption", "text-before", ...
  bool machine_read = false;  // recognition made its text: figures may be misread
  std::vector<HeadCell> head;
  std::vector<Column> columns;
  std::vector<Row> rows;
};

enum class Status { kOk, kRounding, kMismatch, kNotComparable };
std::string_view StatusName(Status status);  // "ok" "rounding" "mismatch" "not-comparable"

struct Repair {
  int table = 0, row = 0, column = 0;
  Money read, proposed;
  std::string reason;
};

// A place in a table; what a check compared.
struct CellRef {
  int table = 0, row = 0, column = 0;
  auto operator<=>(const CellRef&) const = default;
};

struct Check {
  std::string rule;  // CONTRACT: "column-total" ...
  Status status = Status::kOk;
  std::optional<int> table, row, column;
  std::optional<int64_t> stated_ore, computed_ore, difference_ore;  // difference = stated - computed
  std::optional<int64_t> tolerance_ore;  // largest |difference| that rounding explains
  std::string message;
  Where where;                 // of the stated figure
  std::vector<CellRef> parts;  // the cells that were added
  // What was compared, exactly: stated_weight × stated with Σ weights[i] × parts[i].  Empty weights: all 1.
  int stated_weight = 1;
  std::vector<int> weights;
  std::vector<int> amounts;  // of Reading::amounts: the sums in running text that take part, the stated first
  // Of a mismatch, the likeliest slip (diagnosis.h): "digit" "swapped" "digit-lost" "digit-added" "sign"
  // "factor-1000" "row-missing" "row-twice" "copied" "shifted" "unknown"; and whose work it is to mend it:
  // "reading" (a figure that recognition read) or "print" (the document says so).  Else empty.
  std::string diagnosis, error_in;
  // Why a check is not comparable: "unread" a part is no figure, "no-parts" none states one, "structure" no
  // reading of the rows gives the total, "average", "own-sign", "own-rule" a row that follows another rule
  // than the rest, "stated-elsewhere" the figure is confirmed and its parts do not cover it, "incomplete"
  // regions are missing.
  std::string reason;
  std::optional<CellRef> suspect;  // the figure that the slip would be in, when only one comes into question
  std::vector<Repair> repairs;
};

struct Reading {
  std::vector<Part> parts;
  std::vector<Decision> decisions;  // in reading order
  std::vector<Attendee> attendance;
  std::vector<AgendaItem> agenda;
  std::vector<Amount> amounts;
  std::vector<Table> tables;
  std::vector<Check> checks;
};

// Canonical text for tests: one line per thing.
std::string Dump(const Reading& reading);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_READING_H_
