#include "app/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

bool IsDay(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  const int month = std::stoi(text.substr(5, 2)), day = std::stoi(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

[[noreturn]] void Refuse(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::kUsage, name + ": " + what);
}

}  // namespace

Baseline Baseline::Load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorCode::kUsage, path + ": the baseline cannot be read");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return Parse(path, text);
}

Baseline Baseline::Parse(const std::string& name, std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("accepted") || !json["accepted"].is_array())
    Refuse(name, "no baseline: expected {\"schema\": 1, \"accepted\": [...]}");
  if (json.value("schema", Json(0)) != 1) Refuse(name, "a baseline of another schema; this program reads 1");
  Baseline out;
  for (size_t i = 0; i < json["accepted"].size(); ++i) {
    const Json& entry = json["accepted"][i];
    const std::string which = fmt::format("entry {}", i + 1);
    if (!entry.is_object()) Refuse(name, which + " is no object");
    Entry parsed;
    std::string fingerprint;
    for (const auto& [key, value] : entry.items()) {
      if (!value.is_string()) Refuse(name, which + ": '" + key + "' is no text");
      const std::string word = value.get<std::string>();
      if (key == "fingerprint")
        fingerprint = word;
      else if (key == "about")
        parsed.about = word;
      else if (key == "reason")
        parsed.reason = word;
      else if (key == "until")
        parsed.until = word;
      else
        Refuse(name, which + ": unknown key '" + key + "'");
    }
    if (fingerprint.empty()) Refuse(name, which + " has no fingerprint");
    if (parsed.reason.empty()) Refuse(name, which + " has no reason: say why the mismatch is accepted");
    if (!IsDay(parsed.until)) Refuse(name, which + ": 'until' must be a day such as 2027-06-30");
    if (!out.entries_.emplace(fingerprint, parsed).second) Refuse(name, which + " is there twice");
  }
  return out;
}

void Baseline::Apply(std::string_view today, Finding* finding) {
  if (finding->status != rules::Status::kMismatch) return;
  auto it = entries_.find(finding->fingerprint);
  if (it == entries_.end()) return;
  it->second.used = true;
  if (it->second.until < today) return;
  finding->accepted = true;
  finding->accepted_reason = it->second.reason;
}

std::vector<std::string> Baseline::Remarks(std::string_view today) const {
  std::vector<std::string> out;
  for (const auto& [fingerprint, entry] : entries_) {
    const std::string what = entry.about.empty() ? fingerprint.substr(0, 12) : entry.about;
    if (entry.until < today)
      out.push_back(fmt::format("baseline: '{}' ran out on {}; it counts again", what, entry.until));
    else if (!entry.used)
      out.push_back(fmt::format("baseline: '{}' is no longer found; take it out", what));
  }
  return out;
}

std::string BaselineDraft(const std::vector<Finding>& findings) {
  Json out;
  out["schema"] = 1;
  out["accepted"] = Json::array();
  for (const Finding& finding : findings)
    if (finding.status == rules::Status::kMismatch)
      out["accepted"].push_back(Json::object({{"fingerprint", finding.fingerprint},
                                              {"about", finding.file + ": " + finding.place},
                                              {"reason", finding.accepted_reason},
                                              {"until", ""}}));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace avstam::app
