#include "app/relations_json.h"

#include <algorithm>
#include <string>

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

std::string Operator(const rules::Check& check) {
  if (check.rule == "column-ratio") return "ratio";
  if (check.reason == "average") return "average";
  const bool minus =
      std::any_of(check.weights.begin(), check.weights.end(), [](int weight) { return weight < 0; });
  return minus ? "difference" : "sum";
}

Json PlaceOf(const rules::Reading& reading, const rules::CellRef& at, Coordinates coordinates) {
  if (coordinates == Coordinates::kTable) return Json::array({at.row, at.column});
  const Where& where = reading.tables[static_cast<size_t>(at.table)]
                           .rows[static_cast<size_t>(at.row)]
                           .cells[static_cast<size_t>(at.column)]
                           .where;
  return Json::array({where.page - 1, static_cast<int>(where.box.left)});
}

}  // namespace

Json RelationsJson(const rules::Reading& reading, Coordinates coordinates) {
  Json out = Json::array();
  for (const rules::Check& check : reading.checks) {
    if (check.rule != "column-total" && check.rule != "row-difference" && check.rule != "column-ratio")
      continue;
    if (!check.table || !check.row || !check.column || check.parts.empty()) continue;
    if (check.reason == "structure") continue;  // no relation was found
    Json one;
    one["table"] = *check.table;
    one["operator"] = Operator(check);
    one["aggregator"] = PlaceOf(reading, {*check.table, *check.row, *check.column}, coordinates);
    one["aggregatees"] = Json::array();
    // A difference is minuend, then subtrahend.
    std::vector<rules::CellRef> parts = check.parts;
    if (check.weights.size() == 2 && check.weights[0] < 0) std::swap(parts[0], parts[1]);
    for (const rules::CellRef& part : parts)
      one["aggregatees"].push_back(PlaceOf(reading, part, coordinates));
    one["status"] = rules::StatusName(check.status);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace avstam::app
