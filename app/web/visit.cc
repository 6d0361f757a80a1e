#include "app/web/visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/clock.h"
#include "app/result_printer.h"
#include "base/error.h"
#include "rules/slip.h"

namespace avstam::app::web {
namespace {

constexpr int64_t kUsualRows = 50, kMostRows = 1000;
constexpr double kScreenDpi = 96;  // a CSS pixel; the picture has more, for those who look closely
constexpr double kBeside_pt = 150, kAbove_pt = 26;  // of a cut-out: a few columns and rows
constexpr char kCursorSeparator = '~';

std::optional<int64_t> ToNumber(std::string_view text) {
  int64_t value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || stop != text.data() + text.size()) return {};
  return value;
}

Json NumberOrNull(const std::optional<int64_t>& number) { return number ? Json(*number) : Json(); }

// One of the figures a check is about, with its place in words.
Json FigureJson(const Opened& opened, const rules::CellRef& at) {
  const rules::Table& table = opened.reading.tables[static_cast<size_t>(at.table)];
  const rules::Row& row = table.rows[static_cast<size_t>(at.row)];
  const rules::Cell& cell = row.cells[static_cast<size_t>(at.column)];
  Json out;
  out["cell"] = fmt::format("{}:t{}.{}.{}", opened.id, at.table, at.row, at.column);
  out["label"] = row.label;
  out["header"] = table.columns[static_cast<size_t>(at.column)].header;
  out["text"] = cell.text;
  if (cell.value) out["value_ore"] = cell.value->ore;
  out["page"] = cell.where.page;
  out["_page_url"] =
      PageAddress(opened.id, cell.where.page, fmt::format("t{}.{}.{}", at.table, at.row, at.column));
  return out;
}

bool TakesPart(const rules::CellRef& cell, const rules::Check& check) {
  return (check.table == cell.table && check.row == cell.row && check.column == cell.column) ||
         std::find(check.parts.begin(), check.parts.end(), cell) != check.parts.end();
}

// The rules of the checks that fail as it was read and that a figure takes part in.
Json FailingRules(const rules::Reading& reading, const rules::CellRef& cell) {
  std::vector<std::string> rules;
  for (const rules::Check& check : reading.checks)
    if (check.status == rules::Status::kMismatch && TakesPart(cell, check) &&
        std::find(rules.begin(), rules.end(), check.rule) == rules.end())
      rules.push_back(check.rule);
  Json out = Json::array();
  for (const std::string& rule : rules) out.push_back({{"rule", rule}, {"_last", &rule == &rules.back()}});
  return out;
}

std::string CursorText(const store::Cursor& cursor) {
  std::string out = "n";
  if (const auto* text = std::get_if<std::string>(&cursor.sort)) out = "t" + *text;
  if (const auto* number = std::get_if<int64_t>(&cursor.sort)) out = fmt::format("i{}", *number);
  for (int64_t key : cursor.keys) out += fmt::format("{}{}", kCursorSeparator, key);
  return out;
}

}  // namespace

store::StoredDocument FindDocument(const store::Archive& archive, const std::string& hash) {
  constexpr size_t kShortest = 12;
  const std::optional<store::Ref> ref = store::ParseRef(hash);
  if (ref && ref->kind == 0 && ref->document.size() >= kShortest) {
    std::vector<store::StoredDocument> found = archive.FindByPrefix(ref->document);
    if (found.size() == 1) return std::move(found.front());
  }
  throw Error(ErrorCode::kUsage, "no such document: " + EscapeForTerminal(hash));
}

Opened OpenDocument(const store::Archive& archive, const std::string& hash) {
  Opened out;
  out.document = FindDocument(archive, hash);
  out.id = out.document.sha256.substr(0, 12);
  out.pages = store::PagesOf(archive, out.document.sha256);
  out.read = archive.LoadReading(out.document.sha256).value();
  out.reading = out.read;
  out.standing = store::ApplyDecisions(archive.HumanDecisionsOf(out.document.sha256), &out.reading);
  return out;
}

store::Ref RefOf(const std::string& text, char kind, size_t numbers) {
  const std::optional<store::Ref> ref = store::ParseRef(text);
  if (!ref || ref->kind != kind || ref->numbers.size() != numbers || ref->document.empty())
    throw Error(ErrorCode::kUsage, "no such thing: " + EscapeForTerminal(text));
  return *ref;
}

std::string AddressOf(const std::string& what, const std::string& id) {
  return "/" + what + "/" + EscapeUrl(id);
}

std::string PageAddress(const std::string& document, int page, const std::string& mark) {
  if (page < 1) return {};
  std::string out = fmt::format("/document/{}/page/{}", document, page);
  return mark.empty() ? out : fmt::format("{0}?mark={1}#b-{1}", out, EscapeUrl(mark));
}

Json ColumnsOf(const store::Row& row, store::Subject subject) {
  using enum store::QueryColumn::Kind;
  const std::vector<store::QueryColumn>& columns = store::QueryColumns(subject);
  Json out = Json::object();
  for (size_t c = 0; c < columns.size(); ++c) {
    const std::string& column = columns[c].name;
    const std::string name =
        columns[c].kind == kMoney && !column.ends_with("_ore") ? column + "_ore" : column;
    std::visit(
        [&](const auto& value) {
          if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
            out[name] = nullptr;
          else
            out[name] = value;
        },
        row[c]);
    if (columns[c].kind == kFlag && out[name].is_number()) out[name] = out[name] != 0;
  }
  return out;
}

std::string AddressWith(const Request& request, const std::string& name, const std::string& value) {
  std::string out;
  const auto add = [&](const std::string& key, const std::string& text) {
    if (!text.empty()) out += (out.empty() ? "?" : "&") + EscapeUrl(key) + "=" + EscapeUrl(text);
  };
  for (const auto& [key, text] : request.query)
    if (key != name && key != "lang" && (key != "after" || name == "after")) add(key, text);
  add(name, value);
  return request.path + out;
}

std::string NextAddress(const Request& request, const store::Cursor& cursor) {
  return AddressWith(request, "after", CursorText(cursor));
}

std::optional<store::Cursor> CursorOf(const Request& request) {
  const std::string text = request.Query("after");
  if (text.empty()) return {};
  store::Cursor out;
  size_t end = text.size();
  // From the end: a text to sort by may hold anything.
  for (size_t at = text.rfind(kCursorSeparator); at != std::string::npos && out.keys.size() < 4;
       at = at == 0 ? std::string::npos : text.rfind(kCursorSeparator, at - 1)) {
    const std::optional<int64_t> key = ToNumber(std::string_view(text).substr(at + 1, end - at - 1));
    if (!key) break;
    out.keys.insert(out.keys.begin(), *key);
    end = at;
  }
  const std::string sort = text.substr(0, end);
  const std::optional<int64_t> number =
      sort.starts_with("i") ? ToNumber(std::string_view(sort).substr(1)) : std::nullopt;
  if (number)
    out.sort = *number;
  else if (sort.starts_with("t"))
    out.sort = sort.substr(1);
  else if (sort != "n")
    throw Error(ErrorCode::kUsage, "this is no place in the list");
  return out;
}

int64_t LimitOf(const Request& request) {
  const std::optional<int64_t> asked = ToNumber(request.Query("limit"));
  return asked && *asked > 0 ? std::min(*asked, kMostRows) : kUsualRows;
}

std::string Today() { return TimeStamp().substr(0, 10); }

std::optional<Box> CutoutPiece(const Opened& opened, const Where& where) {
  if (where.page < 1 || where.page > static_cast<int>(opened.pages.size())) return {};
  const store::PageFacts& page = opened.pages[static_cast<size_t>(where.page - 1)];
  return Box{std::max(0.0, where.box.left - kBeside_pt), std::max(0.0, where.box.top - kAbove_pt),
             std::min(page.width_pt, where.box.right + kBeside_pt),
             std::min(page.height_pt, where.box.bottom + kAbove_pt)};
}

Json CutoutJson(const Opened& opened, const Where& where, const std::string& ref) {
  const std::optional<Box> piece = CutoutPiece(opened, where);
  if (!piece) return nullptr;
  const auto pixels = [](double points) { return std::to_string(std::lround(points * kScreenDpi / 72)); };
  return {{"url", "/cutout/" + EscapeUrl(opened.id + ":" + ref) + ".png"},
          {"width", pixels(piece->width())},
          {"height", pixels(piece->height())}};
}

Json CheckJson(const Opened& opened, size_t index) {
  const rules::Check& check = opened.reading.checks[index];
  const rules::Check& read = opened.read.checks[index];
  const store::CheckStanding standing =
      index < opened.standing.checks.size() ? opened.standing.checks[index] : store::CheckStanding();
  Json out;
  const std::string ref = fmt::format("c{}", index);
  out["id"] = opened.id + ":" + ref;
  out["status"] = rules::StatusName(check.status);
  out["rule"] = check.rule;
  out["document"] = opened.id;
  out["file"] = opened.file();
  if (check.table) {
    const rules::Table& table = opened.reading.tables[static_cast<size_t>(*check.table)];
    out["table"] = fmt::format("{}:t{}", opened.id, *check.table);
    out["caption"] = table.caption;
    if (check.row) out["label"] = table.rows[static_cast<size_t>(*check.row)].label;
    if (check.column) out["header"] = table.columns[static_cast<size_t>(*check.column)].header;
  }
  out["page"] = check.where.page;
  out["stated_ore"] = NumberOrNull(check.stated_ore);
  out["computed_ore"] = NumberOrNull(check.computed_ore);
  out["difference_ore"] = NumberOrNull(check.difference_ore);
  out["tolerance_ore"] = NumberOrNull(check.tolerance_ore);
  out["message"] = read.message;
  if (check.status == rules::Status::kMismatch) {
    out["diagnosis"] = check.diagnosis;
    out["error_in"] = check.error_in;
  }
  out["reason_code"] = check.reason;
  if (standing.read_status) out["read_status"] = rules::StatusName(*standing.read_status);
  out["settled"] = standing.settled;
  Json& corrected = out["_corrected"] = Json::array();
  for (const rules::AcceptedFigure& figure : opened.standing.figures)
    if (standing.read_status && TakesPart(figure.cell, check)) {
      Json one = FigureJson(opened, figure.cell);
      one["read_ore"] = opened.read.tables[static_cast<size_t>(figure.cell.table)]
                            .rows[static_cast<size_t>(figure.cell.row)]
                            .cells[static_cast<size_t>(figure.cell.column)]
                            .value->ore;
      corrected.push_back(std::move(one));
    }
  out["waived_until"] = standing.waived_until;
  out["waived_reason"] = standing.waived_reason;
  out["_waived"] = !standing.waived_until.empty() && standing.waived_until >= Today();
  out["_mismatch"] = check.status == rules::Status::kMismatch;
  out["_url"] = AddressOf("check", opened.id + ":" + ref);
  out["_page_url"] = PageAddress(opened.id, check.where.page, ref);
  out["_cutout"] = CutoutJson(opened, check.where, ref);
  Json& repairs = out["repairs"] = Json::array();
  for (size_t k = 0; k < read.repairs.size(); ++k) {
    const rules::Repair& repair = read.repairs[k];
    const rules::CellRef cell{repair.table, repair.row, repair.column};
    Json one = FigureJson(opened, cell);
    one["id"] = fmt::format("{}:{}.{}", opened.id, ref, k);
    one["read_ore"] = repair.read.ore;
    one["proposed_ore"] = repair.proposed.ore;
    one["reason"] = repair.reason;
    const std::vector<rules::Slip> slips =
        rules::SlipsWithin(repair.read, repair.proposed.ore, repair.proposed.ore);
    one["diagnosis"] = slips.empty() ? "unknown" : slips.front().kind;
    one["agreeing"] = FailingRules(opened.read, cell);
    one["_has_agreeing"] = !one["agreeing"].empty();
    const std::string decision = k < standing.repairs.size() ? standing.repairs[k] : "";
    one["ruling"] = decision;
    one["_open_repair"] = decision.empty() && check.status == rules::Status::kMismatch;
    one["_check"] = opened.id + ":" + ref;
    const Where where = opened.reading.tables[static_cast<size_t>(cell.table)]
                            .rows[static_cast<size_t>(cell.row)]
                            .cells[static_cast<size_t>(cell.column)]
                            .where;
    one["_cutout"] = CutoutJson(opened, where, fmt::format("t{}.{}.{}", cell.table, cell.row, cell.column));
    repairs.push_back(std::move(one));
  }
  return out;
}

}  // namespace avstam::app::web
