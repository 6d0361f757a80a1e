// The word lists in rules/vocabulary (CSV: a header line, commas, RFC 4180 quotes, '#' lines are comments):
//
//   regions.csv, municipalities.csv   name,code,style     Region Skåne,12,current
//   months.csv                        word,month          januari,1
//   number_words.csv                  word,value          halv,0.5
#ifndef AVSTAM_RULES_VOCABULARY_H_
#define AVSTAM_RULES_VOCABULARY_H_

#include "normalize/lexicon.h"
#include "rules/source_error.h"

namespace avstam::rules {

// Adds the rows to the list of the lexicon that the file's name (its last part) stands for; returns how many.
// Throws Error kRuleFile: unknown file, wrong header, wrong number of fields, a value out of range, a word
// twice.
int ReadVocabulary(const SourceText& source, normalize::Lexicon* lexicon);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_VOCABULARY_H_
