#include "app/web/texts.h"

#include <toml++/toml.h>

#include <stdexcept>

#include "app/web/assets.h"

namespace avstam::app::web {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const toml::node& node) {
  if (const toml::table* table = node.as_table()) {
    Json out = Json::object();
    for (const auto& [key, value] : *table) out[std::string(key.str())] = ToJson(value);
    return out;
  }
  return node.value_or(std::string());
}

// { "word": {"sv": "ord", "en": "word"} } as { "word": "ord" }.
Json InLanguage(const Json& all, const std::string& language) {
  if (all.is_object() && all.contains("sv")) return all.value(language, "");
  Json out = Json::object();
  for (const auto& [key, value] : all.items()) out[key] = InLanguage(value, language);
  return out;
}

}  // namespace

Texts::Texts(std::string_view language) {
  const Json all = ToJson(toml::parse(Asset("strings.toml")));
  all_ = InLanguage(all, std::string(language));
}

const Texts& Texts::Of(std::string_view language) {
  static const Texts swedish("sv"), english("en");
  return language == "en" ? english : swedish;
}

std::string Texts::Word(const std::string& group, const std::string& code) const {
  const auto words = all_.find(group);
  if (words == all_.end() || !words->is_object()) return code;
  return words->value(code, code);
}

}  // namespace avstam::app::web
