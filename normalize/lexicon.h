// The words that the normaliser knows: plain data.  They are filled from rules/ (TOML and CSV), never written
// in C++.
#ifndef AVSTAM_NORMALIZE_LEXICON_H_
#define AVSTAM_NORMALIZE_LEXICON_H_

#include <string>
#include <vector>

namespace avstam::normalize {

// A unit word: "mnkr" -> {currency "SEK", power 6, unit "mnkr"}.
struct UnitForm {
  std::string pattern;   // RE2 over normalised text, case-insensitive unless it says (?-i)
  std::string unit;      // canonical name: "kr" "tkr" "mkr" "mdkr" "öre" "EUR" ...
  std::string currency;  // ISO 4217; empty: the unit alone does not say money ("miljoner")
  int power = 0;         // figure × 10^power is in main units of the currency
  bool before = false;   // may stand before the figure ("SEK 1 500")
};
// "ca" -> about, "högst" -> at-most, "minst" -> at-least.
struct HedgeForm {
  std::string pattern;
  std::string qualifier;
};
// "kr/år", "per invånare" -> year, person.
struct RateForm {
  std::string pattern;
  std::string per;
};
// "fyra" -> 4, "halv" -> 0.5; multiplier words "hundra", "tusen".
struct NumberWord {
  std::string word;
  std::string value;  // decimal
};
struct MonthForm {
  std::string word;  // "januari", "jan"
  int month = 0;
};
// A word that says what the figures beside it mean as a date (rules of kind "date-word", key `role`):
//   before      may stand before a date ("den", a weekday, "fr.o.m.")
//   year        the four figures after it are a year ("år", "budgetåret")
//   season      "hösten 2025": the year           span   "läsåret 2024/25", "mandatperioden 2019–2022"
//   quarter third half    a part of a year, its number before or after it ("kvartal 2 2027", "andra kvartalet
//   2027") first second third-of fourth last   ordinals before such a part between     joins the ends of a
//   span or range ("till", "och", "–"), also of amounts
struct DateForm {
  std::string pattern;
  std::string role;
};
// Kind "paragraph-word": role "before" ("Paragraf 12"), "law" ("17 kap. 6 §": a citation, no paragraph of the
// minutes).
struct ParagraphForm {
  std::string pattern;
  std::string role;
};
// A name of a region or municipality as papers write it.
struct PlaceName {
  std::string name;   // "Region Skåne", "Landstinget i Värmland"
  std::string code;   // county "12" or municipality "1489"
  std::string style;  // "current" "short" "genitive" "historic"
};
// What recognition of characters takes one thing for: "ö" read as "6", "rn" read as "m".  Small letters; a
// read
// "*" is any one sign.
struct Confusion {
  std::string written;
  std::string read;
  int cost = 0;  // 0..100; 100 is a letter taken for any other
};
// A word that may be recognised when it was misread, with what it is: "total" "note" "board" "heading".
struct KnownWord {
  std::string word;
  std::string kind;
};
// A sign that stands for a digit in a misread figure: "O" for "0".
struct FigureSign {
  std::string read;
  std::string digit;
};
struct Lexicon {
  std::vector<UnitForm> units;
  std::vector<HedgeForm> hedges;
  std::vector<RateForm> rates;
  std::vector<NumberWord> number_words;
  std::vector<MonthForm> months;
  std::vector<std::string> date_words;  // patterns of every date-word
  std::vector<DateForm> date_forms;     // every date-word with a role
  std::vector<ParagraphForm> paragraph_forms;
  std::vector<std::string>
      amount_tails;  // what may follow "5 miljoner" that is money ("till", "per"); a noun may not
  std::vector<std::string> minus_words;        // before a figure: "minus 2,5 mnkr"
  std::vector<std::string> case_number_words;  // patterns: "Dnr", "Diarienr", ...
  std::vector<std::string>
      not_money_before;  // patterns that make a following figure something else ("tel", "org nr", "sida")
  std::vector<PlaceName> regions;
  std::vector<PlaceName> municipalities;
  std::vector<Confusion> confusions;
  std::vector<KnownWord> known_words;
  std::vector<std::string> common_words;  // lower case: by them a text layer is judged
  std::vector<FigureSign> figure_signs;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_LEXICON_H_
