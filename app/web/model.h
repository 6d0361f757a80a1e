// What a view says, once for people and programs: a JSON object that templates, JSON and CSV are made of.
//
//   {"status": "mismatch", "stated_ore": 2157008400, "_anchor": "b1"}
//     JSON      {"status": "mismatch", "stated": "21570084"}
//     template  status, status_text ("stämmer inte"), stated ("21 570 084"), anchor
//
// A name in _ore is money.  A name with a leading underscore is for the page alone; `_html_` in front: it is
// HTML already, everything else is escaped.  A text that is a code of the archive, and whose name has words
// in strings.toml ("status", "kind", ...), also comes as NAME_text in the page's language.
#ifndef AVSTAM_APP_WEB_MODEL_H_
#define AVSTAM_APP_WEB_MODEL_H_

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "app/web/texts.h"

namespace avstam::app::web {

using Json = nlohmann::ordered_json;

struct View {
  std::string page;  // template: "decision"
  Json model = Json::object();
  std::string rows;  // the list of the model that is its CSV; empty: the model itself, one line
  int status = 200;
};

// For programs: text that is no UTF-8 gets U+FFFD for what is wrong.
std::string JsonOf(const View& view);
std::string CsvOf(const View& view);
kainjow::mustache::data MustacheOf(const Json& model, const Texts& texts);

// & < > " ' as entities; control characters, which HTML does not have, as U+FFFD.
std::string EscapeHtml(std::string_view text);
// Escaped; what stands between \x02 and \x03 in <mark>.
std::string MarkedHtml(std::string_view snippet);
// For a part of an address.
std::string EscapeUrl(std::string_view text);

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_MODEL_H_
