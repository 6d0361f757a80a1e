// The left edges of a word's characters as a few bytes (column words.edges).
//
//   std::optional<std::string> bytes = EncodeEdges(word);            // nothing: evenly spaced
//   word.x_edges = DecodeEdges(bytes, word.text, word.box);          // to 1/100 point
//
// Format: in 1/100 point, by how much each character is wider than the word's width divided by the number of
// its characters (rounded towards zero), as zigzag varints (least significant group of 7 bits first).  The
// last one follows from the box.  Where the first edge or the last is not that of the box, two more values:
// the first edge less that of the box in front, the last width at the end.  Empty: no edges are known.
#ifndef AVSTAM_STORE_EDGES_H_
#define AVSTAM_STORE_EDGES_H_

#include <optional>
#include <string>
#include <vector>

#include "extract/document.h"

namespace avstam::store {

std::optional<std::string> EncodeEdges(const extract::Word& word);
// `box` as it comes back from the archive.  Throws Error kArchive when the bytes do not fit the text.
std::vector<float> DecodeEdges(const std::optional<std::string>& bytes, const std::string& text,
                               const Box& box);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_EDGES_H_
