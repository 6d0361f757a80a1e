#include "app/parse_command.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "app/console.h"
#include "app/pipeline.h"
#include "base/error.h"
#include "normalize/text.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

Json JsonOf(const normalize::Found& found) {
  Json json = {{"start", found.start},
               {"end", found.end},
               {"kind", normalize::KindName(found.kind)},
               {"raw", found.raw},
               {"value", found.value}};
  if (!found.unit.empty()) json["unit"] = found.unit;
  if (found.number) json["step"] = found.number->Step().ToString();
  if (found.high) json["high"] = found.high->ToString();
  if (!found.unit_form.empty()) json["form"] = found.unit_form;
  if (!found.per.empty()) json["per"] = found.per;
  if (!found.qualifier.empty()) json["qualifier"] = found.qualifier;
  if (found.unit_shared) json["unit_shared"] = true;
  if (found.currency_assumed) json["currency_assumed"] = true;
  return json;
}

std::optional<normalize::Kind> KindOption(const std::string& kind) {
  if (kind.empty()) return {};
  std::optional<normalize::Kind> only = normalize::KindFromName(kind);
  if (!only) {
    throw Error(ErrorCode::kUsage,
                "--kind: '" + EscapeForTerminal(kind) +
                    "' is none of amount, number, percent, date, case-number, paragraph, region");
  }
  return only;
}

}  // namespace

std::string ParseLine(const normalize::Normalizer& normalizer, std::string_view line,
                      std::optional<normalize::Kind> only) {
  std::string text = normalize::ValidUtf8(line);
  Json found = Json::array();
  for (const normalize::Found& one : normalizer.Find(text, {}, only)) found.push_back(JsonOf(one));
  return Json{{"text", text}, {"found", found}}.dump();
}

int RunParse(const std::vector<std::string>& texts, const std::string& kind, const std::string& rules) {
  std::optional<normalize::Kind> only = KindOption(kind);
  normalize::Normalizer normalizer(LoadRules(rules).lexicon());
  auto print = [&](std::string_view line) { Print(ParseLine(normalizer, line, only) + "\n"); };
  if (texts.empty() || texts == std::vector<std::string>{"-"}) {
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      print(line);
    }
  } else {
    for (const std::string& text : texts) print(text);
  }
  return kExitOk;
}

}  // namespace avstam::app
