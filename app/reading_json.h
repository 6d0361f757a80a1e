// A document and its reading as the JSON of `avstam extract` (schema 1): money as decimal strings in kronor,
// boxes [left, top, right, bottom] in points to 0.01, what is absent left out.
#ifndef AVSTAM_APP_READING_JSON_H_
#define AVSTAM_APP_READING_JSON_H_

#include <nlohmann/json.hpp>
#include <string>

#include "extract/document.h"
#include "rules/reading.h"

namespace avstam::app {

nlohmann::ordered_json ReadingJson(const std::string& file, const extract::Document& document,
                                   const rules::Reading& reading);
// Tables as they are printed (extract/tables.h): rows and columns from 0, spans, texts; boxes as above.
nlohmann::ordered_json TablesJson(const std::string& file, const std::vector<extract::Grid>& tables);
// Those of `printed` (extract/tables.h) that the reading does not hold, as entries of its "tables": kind
// "number" or "text", ids going on from the last.
void AppendOtherTables(const std::vector<extract::Grid>& printed, const rules::Reading& reading,
                       nlohmann::ordered_json* json);
nlohmann::ordered_json CheckJson(const rules::Check& check);
// One line of UTF-8 (indented if `pretty`); bytes that are not UTF-8 become U+FFFD.
std::string JsonText(const nlohmann::ordered_json& value, bool pretty);

}  // namespace avstam::app

#endif  // AVSTAM_APP_READING_JSON_H_
