// The word lists in rules/vocabulary and rules/ocr (CSV: a header line, commas, RFC 4180 quotes, '#' lines
// are comments):
//
//   regions.csv, municipalities.csv   name,code,style     Region Skåne,12,current
//   months.csv                        word,month          januari,1
//   number_words.csv                  word,value          halv,0.5
//   confusions.csv                    written,read,cost   ö,6,12
//   figure_signs.csv                  read,digit          O,0
//   known_words.csv                   word,kind           Totalt,total
//   common_words.csv                  word                och
//   misread_examples.csv              read,kind,name      Qrebro lan,region,Örebro län
#ifndef AVSTAM_RULES_VOCABULARY_H_
#define AVSTAM_RULES_VOCABULARY_H_

#include <string>
#include <vector>

#include "normalize/lexicon.h"
#include "rules/source_error.h"

namespace avstam::rules {

// What a misread text must be repaired to; no name: it must be left as it stands.
struct MisreadExample {
  std::string read, kind, name;
  std::string file;
  SourcePlace place;
};

// Adds the rows to the list of the lexicon that the file's name (its last part) stands for; returns how many.
// Throws Error kRuleFile: unknown file, wrong header, wrong number of fields, a value out of range, a word
// twice.
int ReadVocabulary(const SourceText& source, normalize::Lexicon* lexicon,
                   std::vector<MisreadExample>* examples);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_VOCABULARY_H_
