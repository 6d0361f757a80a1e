#include "rules/kinds.h"

#include <algorithm>

namespace avstam::rules {

const std::vector<KindSpec>& AllKinds() {
  using enum SetNeed;
  using enum SetType;
  using enum Tried;
  static const std::vector<KindSpec> kinds = {
      {"row-role",
       kAnywhere,
       {{"role", kRequired, kText, {"item", "subtotal", "total", "header", "note"}},
        {"strength", kOptional, kText, {"strong", "weak"}}}},
      {"column-role",
       kAnywhere,
       {{"role",
         kRequired,
         kText,
         {"sum", "difference", "share", "ratio", "average", "index", "year", "note"}}}},
      {"caption", kAnywhere, {{"what", kRequired, kText, {"table", "figure", "text"}}}},
      {"table-note", kAnywhere, {}},
      {"carry", kAnywhere, {{"way", kOptional, kText, {"from", "to", "continued"}}}},
      {"unit-context",
       kAnywhere,
       {{"unit", kRequiredOrCaptured, kText, {}}, {"scope", kOptional, kText, {"table", "document"}}}},
      {"not-money-unit",
       kAnywhere,
       {{"unit",
         kRequired,
         kText,
         {"count", "percent", "index", "area", "time", "weight", "energy", "length"}}}},
      {"unit",
       kWord,
       {{"unit", kRequired, kText, {}},
        {"currency", kOptional, kText, {}},
        {"power", kOptional, kInteger, {}},
        {"before", kOptional, kBoolean, {}}}},
      {"hedge", kWord, {{"qualifier", kRequired, kText, {"about", "at-most", "at-least"}}}},
      {"rate", kWord, {{"per", kRequired, kText, {}}}},
      {"date-word",
       kWord,
       {{"role",
         kOptional,
         kText,
         {"before", "year", "season", "span", "quarter", "third", "half", "first", "second", "third-of",
          "fourth", "last", "between", "opens", "closes", "from"}}}},
      {"paragraph-word", kWord, {{"role", kRequired, kText, {"before", "law", "chapter"}}}},
      {"amount-tail", kWord, {}},
      {"minus-word", kWord, {}},
      {"case-number-word", kWord, {}},
      {"not-money", kWord, {}},
  };
  return kinds;
}

const KindSpec* FindKind(std::string_view name) {
  const std::vector<KindSpec>& kinds = AllKinds();
  auto it = std::find_if(kinds.begin(), kinds.end(), [&](const KindSpec& kind) { return kind.name == name; });
  return it == kinds.end() ? nullptr : &*it;
}

}  // namespace avstam::rules
