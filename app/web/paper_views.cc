// Documents as they lie before one: pages with what was found on them, and tables beside their pages.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/web/charts.h"
#include "app/web/views.h"
#include "base/error.h"
#include "rules/coverage.h"

namespace avstam::app::web {
namespace {

constexpr size_t kRegionsForChart = 5;

// Points as SVG takes them.
std::string Coordinate(double points) { return fmt::format("{:.1f}", points); }

Json BoxJson(const Box& box) {
  return {{"x", Coordinate(box.left - 1)},
          {"y", Coordinate(box.top - 1)},
          {"width", Coordinate(std::max(1.0, box.width() + 2))},
          {"height", Coordinate(std::max(1.0, box.height() + 2))}};
}

// Something found on a page: its box, what it is and where it leads.
struct Found {
  std::string ref, what, text, url;  // "d3" "decision" "§ 5 ..." "/decision/..."
  Where where;
  std::string status = "";
};

Json FoundJson(const Found& found, const std::string& id, const std::string& mark) {
  Json out = {
      {"id", id + ":" + found.ref}, {"found", found.what}, {"text", found.text}, {"page", found.where.page}};
  out["_ref"] = found.ref;
  out["_url"] = found.url;
  out["_box"] = BoxJson(found.where.box);
  out["_marked"] = found.ref == mark;
  out["_status"] = found.status;
  return out;
}

std::string Shortened(const std::string& text) {
  constexpr size_t kLongest = 160;
  if (text.size() <= kLongest) return text;
  size_t end = kLongest;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::vector<Found> FoundOn(const Opened& opened, int page, const std::string& mark) {
  std::vector<Found> out;
  const auto add = [&](Found found) {
    if (found.where.page == page && !found.where.box.Empty()) out.push_back(std::move(found));
  };
  const rules::Reading& reading = opened.reading;
  for (size_t d = 0; d < reading.decisions.size(); ++d) {
    const rules::Decision& decision = reading.decisions[d];
    const std::string ref = fmt::format("d{}", d), url = AddressOf("decision", opened.id + ":" + ref);
    std::string text = decision.paragraph.value_or("");
    text += (text.empty() ? "" : " ") +
            decision.title.value_or(decision.items.empty() ? "" : decision.items[0].text);
    add({ref, "decision", Shortened(text), url, decision.where});
    for (size_t i = 0; i < decision.items.size(); ++i) {
      const std::string item = fmt::format("{}.{}", ref, i);
      if (item == mark || decision.items[i].where.box != decision.where.box)
        add({item, "item", Shortened(decision.items[i].text), url, decision.items[i].where});
    }
  }
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const rules::Table& table = reading.tables[t];
    const std::string ref = fmt::format("t{}", t);
    add({ref,
         "table",
         Shortened(table.caption),
         AddressOf("table", opened.id + ":" + ref),
         {table.first_page, table.box}});
  }
  for (size_t a = 0; a < reading.amounts.size(); ++a) {
    const rules::Amount& amount = reading.amounts[a];
    const std::string ref = fmt::format("a{}", a);
    add({ref, "amount", amount.text,
         amount.decision ? AddressOf("decision", fmt::format("{}:d{}", opened.id, *amount.decision)) : "",
         amount.where});
  }
  for (size_t c = 0; c < reading.checks.size(); ++c) {
    const rules::Check& check = reading.checks[c];
    if (check.status == rules::Status::kOk && fmt::format("c{}", c) != mark) continue;
    const std::string ref = fmt::format("c{}", c);
    add({ref, "check", check.rule, AddressOf("check", opened.id + ":" + ref), check.where,
         std::string(rules::StatusName(check.status))});
  }
  // A figure of a table that is asked for by its own id.
  if (const std::optional<store::Ref> ref = store::ParseRef(mark);
      ref && ref->kind == 't' && ref->numbers.size() == 3) {
    const auto table = static_cast<size_t>(ref->numbers[0]), row = static_cast<size_t>(ref->numbers[1]),
               column = static_cast<size_t>(ref->numbers[2]);
    if (table < reading.tables.size() && row < reading.tables[table].rows.size() &&
        column < reading.tables[table].rows[row].cells.size())
      add({mark, "cell", reading.tables[table].rows[row].cells[column].text,
           AddressOf("table", fmt::format("{}:t{}", opened.id, table)),
           reading.tables[table].rows[row].cells[column].where});
  }
  return out;
}

// The picture of a page with the words to be selected over it.
Json SheetJson(const Visit& visit, const Opened& opened, int number) {
  const store::PageFacts& page = opened.pages[static_cast<size_t>(number - 1)];
  Json words = Json::array();
  for (const store::PageWord& word : store::WordsOf(visit.archive, opened.document.sha256, number))
    if (!word.box.Empty())
      words.push_back({{"x", Coordinate(word.box.left)},
                       {"y", Coordinate(word.box.bottom - word.box.height() * 0.22)},
                       {"size", Coordinate(std::clamp(word.box.height() * 0.86, 1.0, 200.0))},
                       {"length", Coordinate(std::max(0.5, word.box.width()))},
                       {"text", word.text}});
  return {{"number", std::to_string(number)},
          {"width", std::to_string(std::lround(page.width_pt))},
          {"height", std::to_string(std::lround(page.height_pt))},
          {"url", fmt::format("/picture/{}/{}.png", opened.id, number)},
          {"words", std::move(words)},
          {"boxes", Json::array()}};
}

Json PageFactsJson(const store::PageFacts& page) {
  return {
      {"page", page.page}, {"state", page.state}, {"source", page.source}, {"confidence", page.confidence}};
}

void CountFound(const rules::Reading& reading, int page, Json* out) {
  int decisions = 0, tables = 0, mismatches = 0;
  for (const rules::Decision& decision : reading.decisions) decisions += decision.where.page == page ? 1 : 0;
  for (const rules::Table& table : reading.tables) tables += table.first_page == page ? 1 : 0;
  for (const rules::Check& check : reading.checks)
    mismatches += check.where.page == page && check.status == rules::Status::kMismatch ? 1 : 0;
  (*out)["decisions"] = decisions;
  (*out)["tables"] = tables;
  (*out)["mismatches"] = mismatches;
}

Json DocumentFacts(const Opened& opened) {
  const store::StoredDocument& document = opened.document;
  Json names = Json::array();
  for (const std::string& name : document.file_names) names.push_back(name);
  return {{"id", opened.id},
          {"file", opened.file()},
          {"names", std::move(names)},
          {"sha256", document.sha256},
          {"state", document.state},
          {"complete", document.complete},
          {"pages", document.page_count},
          {"pages_read", document.pages_read},
          {"stored_at", document.stored_at},
          {"program_version", document.program_version},
          {"rules_hash", document.rules_hash},
          {"ocr_version", document.ocr_version}};
}

}  // namespace

View DocumentView(const Visit& visit, const std::string& hash) {
  const Opened opened = OpenDocument(visit.archive, hash);
  const rules::Reading& reading = opened.reading;
  View out{"document", DocumentFacts(opened), "contents"};
  Json& model = out.model;
  Json& parts = model["parts"] = Json::array();
  for (size_t p = 0; p < reading.parts.size(); ++p) {
    const rules::Part& part = reading.parts[p];
    parts.push_back({{"id", fmt::format("{}:p{}", opened.id, p)},
                     {"part_kind", part.kind},
                     {"title", part.title.value_or("")},
                     {"body", part.body.value_or("")},
                     {"date", part.date.value_or("")},
                     {"case_number", part.case_number.value_or("")},
                     {"first_page", part.first_page},
                     {"last_page", part.last_page},
                     {"_url", PageAddress(opened.id, part.first_page, "")}});
  }
  Json contents = Json::array(), decisions = Json::array(), tables = Json::array();
  for (size_t d = 0; d < reading.decisions.size(); ++d) {
    const rules::Decision& decision = reading.decisions[d];
    const std::string id = fmt::format("{}:d{}", opened.id, d);
    std::string text = decision.title.value_or("");
    if (text.empty() && !decision.items.empty()) text = Shortened(decision.items[0].text);
    decisions.push_back({{"id", id},
                         {"kind", decision.kind},
                         {"paragraph", decision.paragraph.value_or("")},
                         {"text", text},
                         {"page", decision.where.page},
                         {"_url", AddressOf("decision", id)},
                         {"_page_url", PageAddress(opened.id, decision.where.page, fmt::format("d{}", d))}});
    contents.push_back({{"id", id}, {"found", "decision"}, {"text", text}, {"page", decision.where.page}});
  }
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const rules::Table& table = reading.tables[t];
    const std::string id = fmt::format("{}:t{}", opened.id, t);
    int checks = 0, mismatches = 0;
    for (const rules::Check& check : reading.checks)
      if (check.table == static_cast<int>(t)) {
        ++checks;
        mismatches += check.status == rules::Status::kMismatch ? 1 : 0;
      }
    tables.push_back({{"id", id},
                      {"caption", table.caption},
                      {"unit", table.unit},
                      {"page", table.first_page},
                      {"checks", checks},
                      {"mismatches", mismatches},
                      {"_url", AddressOf("table", id)}});
    contents.push_back({{"id", id}, {"found", "table"}, {"text", table.caption}, {"page", table.first_page}});
  }
  store::Verdicts verdicts;
  Json mismatches = Json::array();
  for (size_t c = 0; c < reading.checks.size(); ++c) {
    switch (reading.checks[c].status) {
      case rules::Status::kOk:
        ++verdicts.ok;
        break;
      case rules::Status::kRounding:
        ++verdicts.rounding;
        break;
      case rules::Status::kNotComparable:
        ++verdicts.not_comparable;
        break;
      case rules::Status::kMismatch:
        ++verdicts.mismatch;
        mismatches.push_back(CheckJson(opened, c));
    }
    const std::string id = fmt::format("{}:c{}", opened.id, c);
    contents.push_back({{"id", id},
                        {"found", "check"},
                        {"text", rules::StatusName(reading.checks[c].status)},
                        {"page", reading.checks[c].where.page}});
  }
  const rules::Coverage coverage = rules::MeasureCoverage(reading);
  model["verdicts"] = {{"ok", verdicts.ok},
                       {"rounding", verdicts.rounding},
                       {"mismatch", verdicts.mismatch},
                       {"not_comparable", verdicts.not_comparable},
                       {"checks", verdicts.all()}};
  model["figures"] = coverage.all.figures;
  model["covered"] = coverage.all.covered;
  model["_bar"] = VerdictBar(verdicts);
  model["decisions"] = std::move(decisions);
  model["tables"] = std::move(tables);
  model["mismatches"] = std::move(mismatches);
  Json& sheets = model["sheets"] = Json::array();
  for (const store::PageFacts& page : opened.pages) {
    Json one = PageFactsJson(page);
    CountFound(reading, page.page, &one);
    one["_mismatches_here"] = one["mismatches"] != 0;
    one["_trouble"] = page.state == "failed" || page.state == "skipped";
    constexpr double kThumbnail = 150;
    one["_url"] = PageAddress(opened.id, page.page, "");
    one["_picture"] = {
        {"url", fmt::format("/picture/{}/{}.small.png", opened.id, page.page)},
        {"width", std::to_string(std::lround(kThumbnail))},
        {"height", std::to_string(std::lround(kThumbnail * page.height_pt / std::max(1.0, page.width_pt)))}};
    sheets.push_back(std::move(one));
  }
  model["_has_checks"] = verdicts.all() > 0;
  for (const char* list : {"mismatches", "parts", "decisions", "tables"})
    model[std::string("_has_") + list] = !model[list].empty();
  if (visit.format != "json") model["contents"] = std::move(contents);
  model["_pdf_url"] = "/document/" + opened.id + ".pdf";
  return out;
}

View PageView(const Visit& visit, const std::string& hash, int page) {
  const Opened opened = OpenDocument(visit.archive, hash);
  if (page < 1 || page > static_cast<int>(opened.pages.size()))
    throw Error(ErrorCode::kUsage, "no such page");
  View out{"page", PageFactsJson(opened.pages[static_cast<size_t>(page - 1)]), "found"};
  Json& model = out.model;
  model["document"] = opened.id;
  model["sha256"] = opened.document.sha256;
  model["file"] = opened.file();
  model["page_count"] = opened.document.page_count;
  const std::string mark = visit.request.Query("mark");
  Json sheet = SheetJson(visit, opened, page), found = Json::array();
  for (const Found& one : FoundOn(opened, page, mark)) {
    Json json = FoundJson(one, opened.id, mark);
    json["_shown"] = one.what == "check" ? visit.texts.Word("rule", one.text) : one.text;
    sheet["boxes"].push_back(json);
    found.push_back(std::move(json));
  }
  // Larger ones below smaller ones, which could not be reached otherwise.
  std::vector<Json> boxes = sheet["boxes"];
  std::stable_sort(boxes.begin(), boxes.end(), [](const Json& a, const Json& b) {
    const auto area = [](const Json& one) {
      return std::stod(one["_box"]["width"].get<std::string>()) *
             std::stod(one["_box"]["height"].get<std::string>());
    };
    return area(a) > area(b);
  });
  sheet["boxes"] = boxes;
  std::string text;
  for (const Json& word : sheet["words"]) text += (text.empty() ? "" : " ") + word["text"].get<std::string>();
  model["text"] = text;
  model["found"] = std::move(found);
  model["_sheet"] = std::move(sheet);
  model["_document_url"] = AddressOf("document", opened.id);
  if (page > 1) model["_before_url"] = PageAddress(opened.id, page - 1, "");
  if (page < static_cast<int>(opened.pages.size()))
    model["_behind_url"] = PageAddress(opened.id, page + 1, "");
  return out;
}

namespace {

// Of the checks that state a figure, the one that counts most: a mismatch before all others.
int Weight(rules::Status status) {
  switch (status) {
    case rules::Status::kMismatch:
      return 3;
    case rules::Status::kNotComparable:
      return 0;
    case rules::Status::kRounding:
      return 2;
    case rules::Status::kOk:
      return 1;
  }
  return 0;
}

// Regions by the value of a column, and by inhabitant where their number is known.
Json RegionChart(const Visit& visit, const Opened& opened, const rules::Table& table, size_t number) {
  std::set<std::string> regions;
  for (const rules::Row& row : table.rows)
    if (row.region) regions.insert(*row.region);
  if (regions.size() < kRegionsForChart || table.columns.empty()) return nullptr;
  const std::string asked = visit.request.Query("column");
  size_t column = 0;
  while (column < table.columns.size() && std::to_string(column) != asked) ++column;
  if (column == table.columns.size()) {
    column = 0;
    while (column + 1 < table.columns.size() && table.columns[column].kind != rules::CellKind::kMoney)
      ++column;
  }
  std::vector<NamedValue> values, each;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const rules::Row& row = table.rows[r];
    const rules::Cell& cell = row.cells[column];
    if (!row.region || !cell.value || row.role != rules::Role::kItem) continue;
    const std::string mark = fmt::format("t{}.{}.{}", number, r, column);
    values.push_back({row.label, cell.text, cell.value->ore, mark});
    const auto people = visit.inhabitants->find(*row.region);
    if (people == visit.inhabitants->end() || people->second <= 0 || cell.kind != rules::CellKind::kMoney)
      continue;
    each.push_back({row.label, fmt::format("{} kr", cell.value->ore / people->second / 100),
                    cell.value->ore / people->second, mark});
  }
  Json columns = Json::array();
  for (size_t c = 0; c < table.columns.size(); ++c)
    columns.push_back({{"header", table.columns[c].header},
                       {"_chosen", c == column},
                       {"_url", AddressOf("table", fmt::format("{}:t{}", opened.id, number)) +
                                    fmt::format("?column={}#regions", c)}});
  return {{"header", table.columns[column].header},
          {"columns", std::move(columns)},
          {"values", BarsByValue(std::move(values))},
          {"each", each.size() >= kRegionsForChart ? BarsByValue(std::move(each)) : Json()}};
}

}  // namespace

View TableView(const Visit& visit, const std::string& id) {
  const store::Ref ref = RefOf(id, 't', 1);
  const Opened opened = OpenDocument(visit.archive, ref.document);
  const auto number = static_cast<size_t>(ref.numbers.front());
  if (number >= opened.reading.tables.size()) throw Error(ErrorCode::kUsage, "no such table");
  const rules::Table& table = opened.reading.tables[number];
  View out{"table", Json::object(), "rows_flat"};
  Json& model = out.model;
  model["id"] = fmt::format("{}:t{}", opened.id, number);
  model["caption"] = table.caption;
  model["unit"] = table.unit;
  model["file"] = opened.file();
  model["first_page"] = table.first_page;
  model["last_page"] = table.last_page;
  model["machine_read"] = table.machine_read;
  model["sha256"] = opened.document.sha256;
  model["_document_url"] = AddressOf("document", opened.id);
  model["_page_url"] = PageAddress(opened.id, table.first_page, fmt::format("t{}", number));
  // What each figure is told by checks and repairs.
  std::map<rules::CellRef, size_t> checked;
  std::map<rules::CellRef, Json> repaired;
  Json& checks = model["checks"] = Json::array();
  Json repairs = Json::array();
  for (size_t c = 0; c < opened.reading.checks.size(); ++c) {
    const rules::Check& check = opened.reading.checks[c];
    if (check.table != static_cast<int>(number)) continue;
    Json one = CheckJson(opened, c);
    for (const Json& repair : one["repairs"]) {
      const std::optional<store::Ref> at = store::ParseRef(repair["cell"].get<std::string>());
      if (at && repair["ruling"] != "reject")
        repaired[{at->numbers[0], at->numbers[1], at->numbers[2]}] = repair;
      repairs.push_back(repair);
    }
    checks.push_back(std::move(one));
    if (!check.row || !check.column) continue;
    const rules::CellRef at{*check.table, *check.row, *check.column};
    const auto known = checked.find(at);
    if (known == checked.end() || Weight(opened.reading.checks[known->second].status) < Weight(check.status))
      checked[at] = c;
  }
  std::stable_sort(checks.begin(), checks.end(), [](const Json& a, const Json& b) {
    const auto rank = [](const Json& one) {
      return one["status"] == "mismatch" ? 0 : one["status"] == "not-comparable" ? 1 : 2;
    };
    return rank(a) < rank(b);
  });
  Json& columns = model["columns"] = Json::array();
  for (const rules::Column& column : table.columns) columns.push_back({{"header", column.header}});
  std::map<int, Json> boxes;  // by page
  Json& rows = model["rows"] = Json::array();
  Json flat = Json::array();
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const rules::Row& row = table.rows[r];
    Json cells = Json::array();
    Json flat_row = {{"row", r},
                     {"label", row.label},
                     {"region", row.region.value_or("")},
                     {"role", rules::RoleName(row.role)}};
    for (size_t c = 0; c < row.cells.size(); ++c) {
      const rules::Cell& cell = row.cells[c];
      const rules::CellRef at{static_cast<int>(number), static_cast<int>(r), static_cast<int>(c)};
      const std::string cell_ref = fmt::format("t{}.{}.{}", number, r, c);
      Json one = {{"text", cell.text}, {"cell_kind", rules::CellKindName(cell.kind)}};
      if (cell.value) one["value_ore"] = cell.value->ore;
      one["confidence"] = cell.confidence;
      one["note"] = cell.note;
      one["_figure"] = cell.kind != rules::CellKind::kText && cell.kind != rules::CellKind::kEmpty;
      std::string status;
      if (const auto check = checked.find(at); check != checked.end()) {
        status = rules::StatusName(opened.reading.checks[check->second].status);
        one["status"] = status;
        one["_check_url"] = AddressOf("check", fmt::format("{}:c{}", opened.id, check->second));
        if (const auto difference = opened.reading.checks[check->second].difference_ore;
            difference && status != "ok")
          one["difference_ore"] = *difference;
        if (status != "ok" && opened.reading.checks[check->second].computed_ore)
          one["computed_ore"] = *opened.reading.checks[check->second].computed_ore;
      }
      if (const auto repair = repaired.find(at); repair != repaired.end()) {
        const bool accepted = repair->second["ruling"] == "accept";
        one["repair"] = accepted ? "accepted" : "proposed";
        if (!accepted) one["proposed_ore"] = repair->second["proposed_ore"];
      }
      one["_mismatch"] = status == "mismatch";
      if (cell.where.page > 0 && !cell.where.box.Empty()) {
        one["_ref"] = cell_ref;
        Json box = {{"_ref", cell_ref},  {"_box", BoxJson(cell.where.box)},
                    {"text", cell.text}, {"_shown", cell.text},
                    {"_status", status}, {"_url", ""},
                    {"_marked", false},  {"found", "cell"}};
        boxes[cell.where.page].push_back(std::move(box));
      }
      flat_row[fmt::format("{}", table.columns[c].header.empty() ? fmt::format("column {}", c + 1)
                                                                 : table.columns[c].header) +
               (cell.value && cell.kind == rules::CellKind::kMoney ? "_ore" : "")] =
          cell.value && cell.kind == rules::CellKind::kMoney ? Json(cell.value->ore) : Json(cell.text);
      cells.push_back(std::move(one));
    }
    rows.push_back({{"label", row.label},
                    {"region", row.region.value_or("")},
                    {"role", rules::RoleName(row.role)},
                    {"cells", std::move(cells)},
                    {"_level", std::to_string(std::min(row.indent, 4))}});
    flat.push_back(std::move(flat_row));
  }
  model["_has_repairs"] = !repairs.empty();
  model["repairs"] = std::move(repairs);
  Json sheets = Json::array();
  for (auto& [page, list] : boxes) {
    if (page > static_cast<int>(opened.pages.size())) continue;
    Json sheet = SheetJson(visit, opened, page);
    sheet["words"] = Json::array();  // the table itself is beside it
    sheet["boxes"] = std::move(list);
    sheets.push_back(std::move(sheet));
  }
  model["_sheets"] = std::move(sheets);
  model["_regions"] = RegionChart(visit, opened, table, number);
  if (visit.format == "csv") model["rows_flat"] = std::move(flat);
  return out;
}

}  // namespace avstam::app::web
