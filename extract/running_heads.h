// Running heads and feet: what stands at the same place at the top or bottom of several pages.
#ifndef AVSTAM_EXTRACT_RUNNING_HEADS_H_
#define AVSTAM_EXTRACT_RUNNING_HEADS_H_

#include "extract/document.h"

namespace avstam::extract {

// Sets Line::running.  Needs the lines of all pages.  A line runs when the top or bottom seventh of enough
// other pages (both of two; half of three or four; three of more) holds the same text at the same height,
// where numbers are the same too or count up with the pages ("4 (6)", "5 (6)").  Lines of figures alone must
// count up.  The head of a table that goes on over pages does not run: the row below it stands in its
// columns.  A line right above such a head does not run for counting up: "Tabell 3".  The row of a table
// whose figures stand under others runs as a whole or not at all, and not in the line spacing of rows that do
// not.  Nothing runs on pages of more than 5,000 lines or 20,000 words.
void MarkRunningHeads(Document* document);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_RUNNING_HEADS_H_
