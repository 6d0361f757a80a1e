// Tables that run over pages: the last of one page and the first of the next, when nothing but running heads
// stands between them.  A line right above the next that is set larger, or bold, is the title of another
// table, unless it begins as the title of the first does ("Driftbudget", "Driftbudget, forts.").  Internal to
// extract.
//
//   TableJoiner joiner;
//   for (const Page& page : pages) joiner.Add(page, bands, FindPageTables(page, bands,
//   joiner.Open(page.number))); document.grids = joiner.Take();
#ifndef AVSTAM_EXTRACT_TABLE_JOINING_H_
#define AVSTAM_EXTRACT_TABLE_JOINING_H_

#include <optional>
#include <string>
#include <vector>

#include "extract/bands.h"
#include "extract/table_region.h"

namespace avstam::extract {

// A table of one page before it is known whether it goes on.
struct PageTable {
  Grid grid;
  std::vector<ColumnExtent> columns;  // as many as the grid's
  double top = 0, bottom = 0;         // with its frame
  bool strong = false;                // a table by itself; else only the end, or the beginning, of one
};

// Do the figure columns of `b` all stand where `a` has some?
bool SameColumns(const std::vector<ColumnExtent>& a, const std::vector<ColumnExtent>& b);

class TableJoiner {
 public:
  // Columns of the table that may go on at the top of this page; none: empty.
  ColumnSeed Open(int page) const;
  // Tables of the next page, top to bottom, with all bands of the page.
  void Add(const Page& page, const std::vector<Band>& bands, std::vector<PageTable> tables);
  std::vector<Grid> Take();

 private:
  struct Tail {
    size_t grid = 0;
    std::vector<ColumnExtent> columns;
    int page = 0;
    std::string title;  // the line right above it, if set larger or bold
  };
  std::vector<Grid> grids_;
  std::optional<Tail> tail_;
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_JOINING_H_
