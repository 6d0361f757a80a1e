// The rows of a part as blocks: headings, list items, paragraphs.  What a block is, rules tell by its words;
// where it ends, by markers, spaces, styles and lines that were ended early.
#ifndef AVSTAM_RULES_BLOCKS_H_
#define AVSTAM_RULES_BLOCKS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/ruleset.h"
#include "rules/running_text.h"

namespace avstam::rules {

struct Block {
  int first_row = 0, last_row = 0;  // of RunningText::rows
  Passage passage;                  // marker and all
  std::string text;                 // normalised
  RuleMatch heading;                // of kind "heading"; rule null: none
  RuleMatch paragraph;              // of kind "paragraph-head"
  std::string marker;               // "number" "letter" "bullet" "dash" "clause"; empty: none
  std::string number;               // of the marker, as printed
  int marker_length = 0;            // code points that the marker takes; 0 for a clause, whose "att" is text
  double left = 0, font_size = 0;
  bool bold = false, bold_start = false;
  bool apart = false;  // space, a heading or the top of a part stands before it
  bool large = false;  // larger than the running text

  const std::string& role() const;  // of the heading; empty: none
  Passage Content() const;          // without the marker
};

// Is the first letter a small one?
bool StartsLower(std::string_view text);

// Is a row no text: a head or foot by its place or by its words?
bool IsFurniture(const TextRow& row, const RuleSet& rules);

// Of the rows of `text` whose numbers are listed, in order.  `machine_read`: recognised from a picture, so
// that signs may be misread.
std::vector<Block> MakeBlocks(const RunningText& text, const std::vector<int>& rows, const RuleSet& rules,
                              bool machine_read);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_BLOCKS_H_
