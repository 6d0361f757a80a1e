// Every relation that the checks of a reading found, for `check --relations`.
#ifndef AVSTAM_APP_RELATIONS_JSON_H_
#define AVSTAM_APP_RELATIONS_JSON_H_

#include <nlohmann/json.hpp>

#include "rules/reading.h"

namespace avstam::app {

// kTable: rows and columns of the table as `extract` prints it, from 0.  kFile: of the file, for CSV.
enum class Coordinates { kTable, kFile };

// [{"table", "operator": "sum"|"difference"|"average"|"ratio", "aggregator": [row, column],
//   "aggregatees": [[row, column], ...], "status"}]
nlohmann::ordered_json RelationsJson(const rules::Reading& reading, Coordinates coordinates);

}  // namespace avstam::app

#endif  // AVSTAM_APP_RELATIONS_JSON_H_
