// The words that the normaliser knows: plain data.  They are filled from rules/ (TOML and CSV), never written in C++.
#ifndef AVSTAM_NORMALIZE_LEXICON_H_
#define AVSTAM_NORMALIZE_LEXICON_H_

#include <string>
#include <vector>

namespace avstam::normalize {

// A unit word: "mnkr" -> {currency "SEK", power 6, unit "mnkr"}.
struct UnitForm {
  std::string pattern;    // RE2 over normalised text, case-insensitive unless it says (?-i)
  std::string unit;       // canonical name: "kr" "tkr" "mkr" "mdkr" "öre" "EUR" ...
  std::string currency;   // ISO 4217; empty: the unit alone does not say money ("miljoner")
  int power = 0;          // figure × 10^power is in main units of the currency
  bool before = false;    // may stand before the figure ("SEK 1 500")
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
// A name of a region or municipality as papers write it.
struct PlaceName {
  std::string name;   // "Region Skåne", "Landstinget i Värmland"
  std::string code;   // county "12" or municipality "1489"
  std::string style;  // "current" "short" "genitive" "historic"
};
struct Lexicon {
  std::vector<UnitForm> units;
  std::vector<HedgeForm> hedges;
  std::vector<RateForm> rates;
  std::vector<NumberWord> number_words;
  std::vector<MonthForm> months;
  std::vector<std::string> date_words;         // patterns: words that may stand before a date ("den", "per den", weekday)
  std::vector<std::string> case_number_words;  // patterns: "Dnr", "Diarienr", ...
  std::vector<std::string> not_money_before;   // patterns that make a following figure something else ("tel", "org nr", "sida")
  std::vector<PlaceName> regions;
  std::vector<PlaceName> municipalities;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_LEXICON_H_
