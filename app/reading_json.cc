#include "app/reading_json.h"

#include <algorithm>
#include <cmath>

#include "store/shortcomings.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

double Rounded(double value) {
  if (!std::isfinite(value)) return 0;
  double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? 0 : rounded;  // no "-0.0"
}

Json BoxJson(const Box& box) {
  return Json::array({Rounded(box.left), Rounded(box.top), Rounded(box.right), Rounded(box.bottom)});
}

// Sets what is there and leaves out what is not.
template <typename T>
void Put(Json* object, const char* key, const std::optional<T>& value) {
  if (value) (*object)[key] = *value;
}
void Put(Json* object, const char* key, const std::string& value) {
  if (!value.empty()) (*object)[key] = value;
}
void PutMoney(Json* object, const char* key, const std::optional<int64_t>& ore) {
  if (ore) (*object)[key] = OreToString(*ore);
}
void PutWhere(Json* object, const Where& where) {
  if (where.page == 0) return;
  (*object)["page"] = where.page;
  (*object)["bbox"] = BoxJson(where.box);
}

// What `avstam explain` takes, together with the file.
std::string RefText(char kind, size_t number) { return kind + std::to_string(number); }

Json PageJson(const extract::Page& page) {
  Json out;
  out["page"] = page.number;
  out["width"] = Rounded(page.width_pt);
  out["height"] = Rounded(page.height_pt);
  out["source"] = extract::SourceName(page.source);
  Put(&out, "source_reason", page.source_reason);
  out["state"] = extract::PageStateName(page.state);
  out["confidence"] = Rounded(page.confidence);
  out["words"] = page.words.size();
  if (page.turned != 0) out["turned"] = page.turned;
  if (page.skew_degrees != 0) out["skew"] = Rounded(page.skew_degrees);
  for (const extract::Region& region : page.regions)
    out["regions"].push_back({{"bbox", BoxJson(region.box)},
                              {"source", extract::SourceName(region.source)},
                              {"reason", region.reason},
                              {"dpi", region.dpi}});
  out["messages"] = page.messages;
  return out;
}

Json PartJson(const rules::Part& part, size_t id) {
  Json out;
  out["id"] = id;
  out["ref"] = RefText('p', id);
  out["kind"] = part.kind;
  Put(&out, "title", part.title);
  Put(&out, "body", part.body);
  Put(&out, "date", part.date);
  Put(&out, "case_number", part.case_number);
  Put(&out, "document_number", part.document_number);
  Put(&out, "paragraph", part.paragraph);
  Put(&out, "sender", part.sender);
  Put(&out, "signatory", part.signatory);
  out["first_page"] = part.first_page;
  out["last_page"] = part.last_page;
  if (part.where.page != 0) out["bbox"] = BoxJson(part.where.box);
  Put(&out, "rule", part.rule);
  return out;
}

Json ItemJson(const rules::DecisionItem& item) {
  Json out;
  Put(&out, "number", item.number);
  out["text"] = item.text;
  if (!item.details.empty()) out["details"] = item.details;
  PutWhere(&out, item.where);
  return out;
}

Json MotionJson(const rules::Motion& motion) {
  Json out;
  out["person"] = motion.person;
  Put(&out, "party", motion.party);
  out["text"] = motion.text;
  PutWhere(&out, motion.where);
  Put(&out, "rule", motion.rule);
  return out;
}

Json ReservationJson(const rules::Reservation& reservation) {
  Json out;
  out["persons"] = reservation.persons;
  out["parties"] = reservation.parties;
  out["text"] = reservation.text;
  PutWhere(&out, reservation.where);
  Put(&out, "rule", reservation.rule);
  return out;
}

Json VoteJson(const rules::Vote& vote) {
  Json out;
  Put(&out, "yes", vote.yes);
  Put(&out, "no", vote.no);
  Put(&out, "abstain", vote.abstain);
  Put(&out, "absent", vote.absent);
  Put(&out, "yes_means", vote.yes_means);
  out["text"] = vote.text;
  PutWhere(&out, vote.where);
  Put(&out, "rule", vote.rule);
  return out;
}

Json RemarkJson(const rules::Remark& remark) {
  Json out;
  out["kind"] = remark.kind;
  out["persons"] = remark.persons;
  out["text"] = remark.text;
  PutWhere(&out, remark.where);
  Put(&out, "rule", remark.rule);
  return out;
}

template <typename T>
Json PlainListJson(const std::vector<T>& list, Json (*one)(const T&)) {
  Json out = Json::array();
  for (const T& value : list) out.push_back(one(value));
  return out;
}

Json DecisionJson(const rules::Decision& decision, size_t id) {
  Json out;
  out["id"] = id;
  out["ref"] = RefText('d', id);
  out["part"] = decision.part;
  PutWhere(&out, decision.where);
  out["kind"] = decision.kind;
  Put(&out, "body", decision.body);
  out["addressees"] = decision.addressees;
  Put(&out, "paragraph", decision.paragraph);
  Put(&out, "title", decision.title);
  Put(&out, "case_number", decision.case_number);
  Put(&out, "date", decision.date);
  out["outcome"] = decision.outcome ? Json(*decision.outcome) : Json(nullptr);
  Put(&out, "outcome_rule", decision.outcome_rule);
  out["items"] = PlainListJson(decision.items, ItemJson);
  out["motions"] = PlainListJson(decision.motions, MotionJson);
  out["reservations"] = PlainListJson(decision.reservations, ReservationJson);
  // A matter is put to the vote once as a rule; further votes (on sending it back) stand in all_votes.
  out["votes"] = decision.votes.empty() ? Json(nullptr) : VoteJson(decision.votes.back());
  if (decision.votes.size() > 1) out["all_votes"] = PlainListJson(decision.votes, VoteJson);
  out["remarks"] = PlainListJson(decision.remarks, RemarkJson);
  Put(&out, "order", decision.order);
  out["recipients"] = decision.recipients;
  out["basis"] = decision.basis;
  Put(&out, "rule", decision.rule);
  return out;
}

Json AttendeeJson(const rules::Attendee& attendee, size_t id) {
  Json out;
  out["id"] = id;
  out["part"] = attendee.part;
  out["name"] = attendee.name;
  Put(&out, "party", attendee.party);
  out["role"] = attendee.role;
  Put(&out, "post", attendee.post);
  Put(&out, "note", attendee.note);
  PutWhere(&out, attendee.where);
  Put(&out, "rule", attendee.rule);
  return out;
}

Json AgendaJson(const rules::AgendaItem& item, size_t id) {
  Json out;
  out["id"] = id;
  out["part"] = item.part;
  out["number"] = item.number;
  out["title"] = item.title;
  Put(&out, "case_number", item.case_number);
  out["treated_by"] = item.treated_by;
  PutWhere(&out, item.where);
  Put(&out, "rule", item.rule);
  return out;
}

Json AmountJson(const rules::Amount& amount, size_t id) {
  Json out;
  out["id"] = id;
  out["ref"] = RefText('a', id);
  PutWhere(&out, amount.where);
  out["text"] = amount.text;
  out["value"] = amount.money.ToString();
  if (amount.high) out["high"] = amount.high->ToString();
  out["currency"] = amount.currency;
  out["step"] = OreToString(amount.money.step_ore);
  Put(&out, "per", amount.per);
  Put(&out, "qualifier", amount.qualifier);
  if (amount.revised_from) out["revised_from"] = amount.revised_from->ToString();
  Put(&out, "part", amount.part);
  Put(&out, "decision", amount.decision);
  Put(&out, "item", amount.item);
  Put(&out, "rule", amount.rule);
  return out;
}

void PutSpans(Json* json, int row_span, int column_span) {
  if (row_span > 1) (*json)["rowspan"] = row_span;
  if (column_span > 1) (*json)["colspan"] = column_span;
}

Json RowJson(const rules::Row& row) {
  Json out;
  out["label"] = row.label;
  if (row.repair) {
    out["label_read"] = row.repair->read;
    out["label_reason"] = row.repair->reason;
  }
  Put(&out, "region", row.region);
  out["role"] = rules::RoleName(row.role);
  Put(&out, "rule", row.rule);
  out["cells"] = Json::array();
  for (const rules::Cell& cell : row.cells) {
    Json& c = out["cells"].emplace_back();
    c["text"] = cell.text;
    // `value` is kronor and nothing else: counts and percentages stand under `number`.
    bool money = cell.kind == rules::CellKind::kMoney;
    c["value"] = money && cell.value ? Json(cell.value->ToString()) : Json(nullptr);
    if (!money) c["kind"] = rules::CellKindName(cell.kind);
    if (!money && cell.value) c["number"] = cell.value->ToString();
    PutWhere(&c, cell.where);
    c["confidence"] = Rounded(cell.confidence);
    Put(&c, "note", cell.note);
    PutSpans(&c, cell.row_span, cell.column_span);
  }
  return out;
}

Json HeadCellJson(int column, const std::string& text, int row_span, int column_span, const Where& where) {
  Json out;
  out["column"] = column;
  out["text"] = text;
  PutSpans(&out, row_span, column_span);
  PutWhere(&out, where);
  return out;
}

// Rows of the head, each a list of its cells.
Json HeadJson(const std::vector<rules::HeadCell>& head) {
  Json out = Json::array();
  int row = -1;
  for (const rules::HeadCell& cell : head) {
    if (cell.row != row) out.push_back(Json::array());
    row = cell.row;
    out.back().push_back(HeadCellJson(cell.column, cell.text, cell.row_span, cell.column_span, cell.where));
  }
  return out;
}

bool HoldsMoney(const rules::Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const rules::Column& column) { return column.kind == rules::CellKind::kMoney; });
}

Json TableJson(const rules::Table& table, size_t id) {
  Json out;
  out["id"] = id;
  out["ref"] = RefText('t', id);
  out["page"] = table.first_page;
  out["last_page"] = table.last_page;
  out["bbox"] = BoxJson(table.box);
  out["kind"] = HoldsMoney(table) ? "money" : "number";
  Put(&out, "caption", table.caption);
  Put(&out, "unit", table.unit);
  Put(&out, "unit_source", table.unit_rule);
  if (!table.head.empty()) out["head"] = HeadJson(table.head);
  out["columns"] = Json::array();
  for (const rules::Column& column : table.columns) {
    Json& c = out["columns"].emplace_back();
    c["header"] = column.header;
    c["kind"] = rules::CellKindName(column.kind);
    Put(&c, "role", column.role);
  }
  out["rows"] = Json::array();
  for (const rules::Row& row : table.rows) out["rows"].push_back(RowJson(row));
  return out;
}

template <typename T>
Json ListJson(const std::vector<T>& list, Json (*one)(const T&, size_t)) {
  Json out = Json::array();
  for (size_t i = 0; i < list.size(); ++i) out.push_back(one(list[i], i));
  return out;
}

Json DiagnosticsJson(const extract::Document& document) {
  Json out = Json::array();
  for (const Diagnostic& diagnostic : document.diagnostics) {
    Json& d = out.emplace_back();
    d["code"] = diagnostic.code;
    if (diagnostic.page != 0) d["page"] = diagnostic.page;
    d["message"] = diagnostic.message;
  }
  return out;
}

}  // namespace

namespace {

// A table as it is printed, in the shape of the others: the first column is the label.
Json PrintedTableJson(const extract::Grid& grid, size_t id) {
  Json out;
  out["id"] = id;
  out["page"] = grid.first_page;
  out["last_page"] = grid.last_page;
  out["bbox"] = BoxJson(grid.box);
  const bool numbers =
      std::any_of(grid.numeric_columns.begin(), grid.numeric_columns.end(), [](bool b) { return b; });
  out["kind"] = numbers ? "number" : "text";
  std::vector<std::string> headers(static_cast<size_t>(grid.columns));
  std::vector<rules::HeadCell> head;
  for (const extract::GridCell& cell : grid.cells) {
    if (cell.row >= grid.header_rows) continue;
    head.push_back({cell.row, cell.column - 1, cell.row_span, cell.column_span, cell.text, cell.where});
    for (int c = cell.column; c < cell.column + cell.column_span; ++c) {
      std::string& header = headers[static_cast<size_t>(c)];
      header += (header.empty() ? "" : " ") + cell.text;
    }
  }
  out["head"] = HeadJson(head);
  out["columns"] = Json::array();
  for (size_t c = 1; c < headers.size(); ++c) out["columns"].push_back({{"header", headers[c]}});
  out["rows"] = Json::array();
  for (int r = grid.header_rows; r < grid.rows; ++r)
    out["rows"].push_back({{"label", ""}, {"role", "item"}, {"cells", Json::array()}});
  for (const extract::GridCell& cell : grid.cells) {
    if (cell.row < grid.header_rows) continue;
    Json& row = out["rows"][static_cast<size_t>(cell.row - grid.header_rows)];
    if (cell.column == 0) {
      row["label"] = cell.text;
      PutSpans(&row, cell.row_span, cell.column_span);
      continue;
    }
    Json c;
    c["column"] = cell.column - 1;
    c["text"] = cell.text;
    c["value"] = nullptr;
    PutSpans(&c, cell.row_span, cell.column_span);
    PutWhere(&c, cell.where);
    row["cells"].push_back(std::move(c));
  }
  return out;
}

}  // namespace

void AppendOtherTables(const std::vector<extract::Grid>& printed, const rules::Reading& reading, Json* json) {
  for (const extract::Grid& grid : printed) {
    const bool known =
        std::any_of(reading.tables.begin(), reading.tables.end(), [&](const rules::Table& table) {
          return std::any_of(table.rows.begin(), table.rows.end(), [&](const rules::Row& row) {
            return std::any_of(row.cells.begin(), row.cells.end(), [&](const rules::Cell& cell) {
              return cell.where.page == grid.first_page && cell.where.box.OverlapX(grid.box) > 0 &&
                     cell.where.box.OverlapY(grid.box) > 0;
            });
          });
        });
    Json& tables = (*json)["tables"];
    if (!known) tables.push_back(PrintedTableJson(grid, tables.size()));
  }
}

nlohmann::ordered_json TablesJson(const std::string& file, const std::vector<extract::Grid>& tables) {
  Json out;
  out["file"] = file;
  out["tables"] = Json::array();
  for (const extract::Grid& grid : tables) {
    Json table;
    table["page"] = grid.first_page;
    table["bbox"] = BoxJson(grid.box);
    table["rows"] = grid.rows;
    table["columns"] = grid.columns;
    table["header_rows"] = grid.header_rows;
    table["cells"] = Json::array();
    for (const extract::GridCell& cell : grid.cells)
      table["cells"].push_back({{"row", cell.row},
                                {"col", cell.column},
                                {"rowspan", cell.row_span},
                                {"colspan", cell.column_span},
                                {"text", cell.text},
                                {"bbox", BoxJson(cell.where.box)}});
    out["tables"].push_back(std::move(table));
  }
  return out;
}

Json CheckJson(const rules::Check& check) {
  Json out;
  out["rule"] = check.rule;
  out["status"] = rules::StatusName(check.status);
  Put(&out, "table", check.table);
  Put(&out, "row", check.row);
  Put(&out, "column", check.column);
  PutMoney(&out, "stated", check.stated_ore);
  PutMoney(&out, "computed", check.computed_ore);
  PutMoney(&out, "difference", check.difference_ore);
  PutMoney(&out, "tolerance", check.tolerance_ore);
  out["message"] = check.message;
  PutWhere(&out, check.where);
  Json parts = Json::array();
  for (const rules::CellRef& part : check.parts)
    parts.push_back(Json{{"table", part.table}, {"row", part.row}, {"column", part.column}});
  if (!parts.empty()) out["parts"] = std::move(parts);
  if (!check.amounts.empty()) out["amounts"] = check.amounts;
  Put(&out, "reason", check.reason);
  Put(&out, "diagnosis", check.diagnosis);
  Put(&out, "error_in", check.error_in);
  if (check.suspect)
    out["suspect"] =
        Json{{"table", check.suspect->table}, {"row", check.suspect->row}, {"column", check.suspect->column}};
  out["repairs"] = Json::array();
  for (const rules::Repair& repair : check.repairs) {
    Json& r = out["repairs"].emplace_back();
    r["table"] = repair.table;
    r["row"] = repair.row;
    r["column"] = repair.column;
    r["read"] = repair.read.ToString();
    r["proposed"] = repair.proposed.ToString();
    r["reason"] = repair.reason;
  }
  return out;
}

Json ReadingJson(const std::string& file, const extract::Document& document, const rules::Reading& reading) {
  Json out;
  out["schema"] = 1;
  out["file"] = file;
  out["sha256"] = document.sha256;
  out["page_count"] = document.page_count;
  out["complete"] = store::Shortcomings(document).empty();
  out["pages"] = Json::array();
  for (const extract::Page& page : document.pages) out["pages"].push_back(PageJson(page));
  out["parts"] = ListJson(reading.parts, PartJson);
  out["decisions"] = ListJson(reading.decisions, DecisionJson);
  out["attendance"] = ListJson(reading.attendance, AttendeeJson);
  out["agenda"] = ListJson(reading.agenda, AgendaJson);
  out["amounts"] = ListJson(reading.amounts, AmountJson);
  out["tables"] = ListJson(reading.tables, TableJson);
  out["checks"] = Json::array();
  for (size_t c = 0; c < reading.checks.size(); ++c) {
    out["checks"].push_back(CheckJson(reading.checks[c]));
    out["checks"].back()["ref"] = RefText('c', c);
  }
  out["diagnostics"] = DiagnosticsJson(document);
  return out;
}

std::string JsonText(const Json& value, bool pretty) {
  return value.dump(pretty ? 2 : -1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

}  // namespace avstam::app
