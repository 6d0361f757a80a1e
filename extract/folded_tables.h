// Heads that are printed again within a page.  Internal to extract.
//
//   Region     kr   Region     kr        Region     kr
//   Skåne      12   Halland     7   ->   Skåne      12
//   Blekinge    4   Dalarna     9        Blekinge    4
//                                        Halland     7
//                                        Dalarna     9
#ifndef AVSTAM_EXTRACT_FOLDED_TABLES_H_
#define AVSTAM_EXTRACT_FOLDED_TABLES_H_

#include <optional>

#include "extract/table_joining.h"

namespace avstam::extract {

// A table in parts side by side, each with the head again: the parts one below the other, with
// Grid::row_indent as if all stood where the first does.  False, and nothing changed, when it is not folded:
// other heads, or none, make tables of their own.
bool Unfold(PageTable* table);

// A table below that has the same head: cut off from `table` at the head that is printed again, together with
// the names above it (a caption belongs to neither).  Nothing when there is none.
std::optional<PageTable> CutAtSameHead(PageTable* table);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_FOLDED_TABLES_H_
