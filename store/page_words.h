// The words of a page as one text (column page_words.words): a row for each word would make storing and the
// archive several times as slow and large.
//
//   EncodeWords(page)             // [[0,2013,3000,2850,1100,0,["Summa",1000,4050]]]
//   DecodeWords(json, &page);     // appends them, to 1/100 point
//
// JSON: a list of runs of words that have the same line and look.  A run is [number of its first word, top,
// bottom, baseline, font size, flags, word, word, ...], in 1/100 point; a word [text, left, right,
// confidence, edges, reading], of which what is behind the last that is known is left out.  Flags, edges
// (edges.h, in hex) and reading as in the view `words`, which reads this in SQL.
#ifndef AVSTAM_STORE_PAGE_WORDS_H_
#define AVSTAM_STORE_PAGE_WORDS_H_

#include <string>

#include "extract/document.h"

namespace avstam::store {

std::string EncodeWords(const extract::Page& page);
// Throws Error kArchive when it is none of these, or speaks of OCR that `page` does not have.
void DecodeWords(const std::string& json, extract::Page* page);

// The text that is searched: words with a space between; one cut by a hyphen at the end of its line becomes
// whole.
std::string PageText(const extract::Page& page);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_PAGE_WORDS_H_
