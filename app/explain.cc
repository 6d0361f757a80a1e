#include "app/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/reading_json.h"
#include "app/report.h"
#include "base/error.h"
#include "rules/interpret.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

// A word belongs to a box when its middle is in it, give or take the rounding of the archive.
constexpr double kSlack_pt = 0.5;

template <typename T>
const T& Element(const std::vector<T>& list, const store::Ref& ref, size_t which) {
  const size_t index = static_cast<size_t>(ref.numbers[which]);
  if (index >= list.size())
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: there is no such thing; the last of its kind is number {}", ToString(ref),
                            static_cast<int64_t>(list.size()) - 1));
  return list[index];
}

const rules::Cell& CellOf(const rules::Reading& reading, const store::Ref& ref) {
  const rules::Row& row = Element(Element(reading.tables, ref, 0).rows, ref, 1);
  return Element(row.cells, ref, 2);
}

const char* KindWord(const store::Ref& ref) {
  const size_t deep = ref.numbers.size();
  switch (ref.kind) {
    case 'p':
      return "part";
    case 'd':
      return deep > 1 ? "item" : "decision";
    case 'a':
      return "amount";
    case 't':
      return deep > 2 ? "cell" : deep > 1 ? "row" : "table";
    case 'c':
      return deep > 1 ? "repair" : "check";
    default:
      return "document";
  }
}

// The thing as extract prints it.
Json PlainJson(const Json& all, const store::Ref& ref) {
  const auto at = [&](const Json& list, size_t which) {
    return list.at(static_cast<size_t>(ref.numbers[which]));
  };
  const size_t deep = ref.numbers.size();
  switch (ref.kind) {
    case 'p':
      return at(all["parts"], 0);
    case 'd': {
      const Json decision = at(all["decisions"], 0);
      return deep > 1 ? at(decision["items"], 1) : decision;
    }
    case 'a':
      return at(all["amounts"], 0);
    case 't': {
      Json table = at(all["tables"], 0);
      if (deep == 1) {
        table["rows"] = table["rows"].size();
        table.erase("head");  // an archive does not keep it
        return table;
      }
      Json row = at(table["rows"], 1);
      for (Json& cell : row["cells"])
        for (const char* span : {"rowspan", "colspan"}) cell.erase(span);  // nor these
      if (deep == 2) return row;
      Json cell = at(row["cells"], 2);
      cell["label"] = row["label"];
      cell["role"] = row["role"];
      cell["header"] = at(table["columns"], 2)["header"];
      if (table.contains("caption")) cell["caption"] = table["caption"];
      return cell;
    }
    default: {
      const Json check = at(all["checks"], 0);
      return deep > 1 ? at(check["repairs"], 1) : check;
    }
  }
}

// Ids of the rules that had a say.
std::vector<std::string> RulesOf(const rules::Reading& reading, const store::Ref& ref) {
  const size_t deep = ref.numbers.size();
  switch (ref.kind) {
    case 'p':
      return {Element(reading.parts, ref, 0).rule};
    case 'd': {
      const rules::Decision& decision = Element(reading.decisions, ref, 0);
      if (deep > 1) return {decision.rule};
      std::vector<std::string> out = {decision.rule, decision.outcome_rule};
      for (const rules::Motion& motion : decision.motions) out.push_back(motion.rule);
      for (const rules::Reservation& reservation : decision.reservations) out.push_back(reservation.rule);
      for (const rules::Vote& vote : decision.votes) out.push_back(vote.rule);
      for (const rules::Remark& remark : decision.remarks) out.push_back(remark.rule);
      return out;
    }
    case 'a':
      return {Element(reading.amounts, ref, 0).rule};
    case 't': {
      const rules::Table& table = Element(reading.tables, ref, 0);
      if (deep > 1) return {Element(table.rows, ref, 1).rule};
      return {};
    }
    default:
      return {};
  }
}

Json RuleJson(const ExplainSource& source, const std::string& id) {
  Json out;
  out["id"] = id;
  const rules::RuleSet& set =
      source.document ? rules::RulesFor(*source.document, *source.rules) : *source.rules;
  for (const rules::Rule& rule : set.rules()) {
    if (rule.id != id) continue;
    out["file"] = rule.file;
    out["line"] = rule.line;
    out["kind"] = rule.kind;
    out["pattern"] = rule.written;
    for (const auto& [key, value] : rule.set) out["set"][key] = value;
    if (!source.same_rules)
      out["note"] = "the reading was made with other rule files; this is the rule of today";
    return out;
  }
  out["note"] =
      source.same_rules ? "the program's own, not from a rule file" : "not in the rule files of today";
  return out;
}

// Indices of the words in the box, in reading order where lines are known.
std::vector<int> WordsIn(const extract::Page& page, const Box& box) {
  std::vector<int> order;
  for (const extract::Line& line : page.lines)
    order.insert(order.end(), line.words.begin(), line.words.end());
  if (order.size() != page.words.size()) {
    order.clear();
    for (size_t w = 0; w < page.words.size(); ++w) order.push_back(static_cast<int>(w));
  }
  std::vector<int> out;
  for (int w : order) {
    const Box& word = page.words[static_cast<size_t>(w)].box;
    if (word.center_x() >= box.left - kSlack_pt && word.center_x() <= box.right + kSlack_pt &&
        word.center_y() >= box.top - kSlack_pt && word.center_y() <= box.bottom + kSlack_pt)
      out.push_back(w);
  }
  return out;
}

double Hundredth(double value) { return std::round(value * 100) / 100; }

Json OcrJson(const extract::Page& page, const extract::Word& word) {
  Json out;
  out["word"] = word.text;
  out["confidence"] = Hundredth(static_cast<double>(word.confidence));
  if (word.ocr < 0 || static_cast<size_t>(word.ocr) >= page.ocr.size()) return out;
  const extract::OcrDetail& detail = page.ocr[static_cast<size_t>(word.ocr)];
  if (!detail.second.empty()) {
    out["first"] = detail.first;
    out["second"] = detail.second;
    out["chosen"] = detail.reason;
  }
  for (size_t c = 0; c < detail.characters.size(); ++c)
    if (!detail.characters[c].others.empty())
      out["alternatives"].push_back(fmt::format("character {}: {:.2f} sure, or {}", c + 1,
                                                static_cast<double>(detail.characters[c].confidence),
                                                detail.characters[c].others));
  return out;
}

Json PlaceJson(const ExplainSource& source, const Where& where) {
  Json out;
  out["page"] = where.page;
  out["bbox"] = {Hundredth(where.box.left), Hundredth(where.box.top), Hundredth(where.box.right),
                 Hundredth(where.box.bottom)};
  if (source.document == nullptr) {
    out["note"] = "the archive has not kept the words of this document; ingest it anew";
    return out;
  }
  if (where.page > static_cast<int>(source.document->pages.size())) return out;
  const extract::Page& page = source.document->pages[static_cast<size_t>(where.page - 1)];
  out["source"] = extract::SourceName(page.source);
  if (!page.source_reason.empty()) out["source_reason"] = page.source_reason;
  std::string words;
  double confidence = 1;
  Json ocr = Json::array();
  for (int w : WordsIn(page, where.box)) {
    const extract::Word& word = page.words[static_cast<size_t>(w)];
    words += (words.empty() ? "" : " ") + word.text;
    confidence = std::min(confidence, static_cast<double>(word.confidence));
    if (word.source == extract::Source::kOcr) ocr.push_back(OcrJson(page, word));
  }
  out["words"] = words;
  out["confidence"] = Hundredth(confidence);
  if (!ocr.empty()) out["ocr"] = std::move(ocr);
  return out;
}

Json AmountSteps(const ExplainSource& source, const rules::Amount& amount) {
  Json out = Json::array();
  for (const normalize::Found& found : source.normalizer->Find(amount.text, {}, normalize::Kind::kAmount)) {
    out.push_back(fmt::format("\"{}\" is {} {}{}", found.raw, found.value, found.unit,
                              found.unit_form.empty() ? "" : ", written in " + found.unit_form));
  }
  out.push_back(fmt::format("known to {} {}: the last digit printed", OreToString(amount.money.step_ore),
                            amount.currency));
  if (amount.high) out.push_back("a range up to " + amount.high->ToString());
  if (!amount.qualifier.empty()) out.push_back("qualified: " + amount.qualifier);
  if (!amount.per.empty()) out.push_back("a rate per " + amount.per);
  if (amount.revised_from) out.push_back("stands in place of " + amount.revised_from->ToString());
  return out;
}

Json CellSteps(const ExplainSource& source, const rules::Table& table, const rules::Cell& cell) {
  Json out = Json::array();
  const normalize::CellFigure figure = source.normalizer->ReadCell(cell.text);
  if (!cell.note.empty()) out.push_back("mended: " + cell.note);
  if (figure.number)
    out.push_back(fmt::format("\"{}\" is the number {}{}", cell.text, figure.number->ToString(),
                              figure.percent ? ", a percentage" : ""));
  if (!figure.unit_form.empty())
    out.push_back("its unit stands in the cell: " + figure.unit_form);
  else if (cell.kind == rules::CellKind::kMoney && !table.unit.empty())
    out.push_back(fmt::format("the table is in {} (found in: {})", table.unit,
                              table.unit_rule.empty() ? "not said" : table.unit_rule));
  if (cell.kind == rules::CellKind::kMoney && cell.value)
    out.push_back(fmt::format("so it is {} kronor, known to {}", cell.value->ToString(),
                              OreToString(cell.value->step_ore)));
  if (!figure.mark.empty()) out.push_back("a footnote mark was taken off: " + figure.mark);
  return out;
}

bool Concerns(const rules::Check& check, const store::Ref& ref) {
  if (ref.kind == 'a')
    return std::find(check.amounts.begin(), check.amounts.end(), ref.numbers[0]) != check.amounts.end();
  if (ref.kind != 't' || check.table != ref.numbers[0]) {
    if (ref.kind != 't') return false;
    // Of a check between tables: only its parts may be here.
    return std::any_of(check.parts.begin(), check.parts.end(), [&](const rules::CellRef& part) {
      return part.table == ref.numbers[0] && (ref.numbers.size() < 2 || part.row == ref.numbers[1]) &&
             (ref.numbers.size() < 3 || part.column == ref.numbers[2]);
    });
  }
  if (ref.numbers.size() == 1) return true;
  const auto here = [&](int table, int row, int column) {
    return table == ref.numbers[0] && row == ref.numbers[1] &&
           (ref.numbers.size() < 3 || column == ref.numbers[2]);
  };
  if (check.row && here(*check.table, *check.row, check.column.value_or(-1))) return true;
  for (const rules::CellRef& part : check.parts)
    if (here(part.table, part.row, part.column)) return true;
  return std::any_of(check.repairs.begin(), check.repairs.end(), [&](const rules::Repair& repair) {
    return here(repair.table, repair.row, repair.column);
  });
}

std::string CheckLine(const rules::Check& check, size_t number) {
  std::string out = fmt::format("c{} {}: {}", number, check.rule, rules::StatusName(check.status));
  if (check.stated_ore && check.computed_ore)
    out += fmt::format(", stated {}, computed {}", SwedishKronor(*check.stated_ore),
                       SwedishKronor(*check.computed_ore));
  if (check.status != rules::Status::kOk && !check.message.empty()) out += "; " + check.message;
  return out;
}

Json StepsOf(const ExplainSource& source, const store::Ref& ref) {
  const rules::Reading& reading = *source.reading;
  if (ref.kind == 'a') return AmountSteps(source, Element(reading.amounts, ref, 0));
  if (ref.kind == 't' && ref.numbers.size() == 3)
    return CellSteps(source, Element(reading.tables, ref, 0), CellOf(reading, ref));
  if (ref.kind != 'c') return nullptr;
  // What was added, each with its id.
  Json out = Json::array();
  const rules::Check& check = Element(reading.checks, ref, 0);
  const auto figure = [&](int table, int row, int column) {
    const store::Ref cell{"", 't', {table, row, column}};
    return fmt::format("{} \"{}\": {}", ToString(cell),
                       Element(Element(reading.tables, cell, 0).rows, cell, 1).label,
                       CellOf(reading, cell).text);
  };
  if (check.table && check.row && check.column)
    out.push_back("stated: " + figure(*check.table, *check.row, *check.column));
  for (const rules::CellRef& part : check.parts)
    out.push_back("with: " + figure(part.table, part.row, part.column));
  for (int amount : check.amounts) {
    const store::Ref one{"", 'a', {amount}};
    out.push_back(fmt::format("with: a{} \"{}\"", amount, Element(reading.amounts, one, 0).text));
  }
  return out;
}

void Render(const Json& value, const std::string& indent, std::string* out) {
  for (const auto& [key, one] : value.items()) {
    if (one.is_null() || (one.is_array() && one.empty())) continue;
    std::string name = value.is_array() ? "-" : key + ":";
    std::replace(name.begin(), name.end(), '_', ' ');
    const bool flat =
        one.is_array() && std::all_of(one.begin(), one.end(), [](const Json& x) { return x.is_number(); });
    if (one.is_structured() && !flat) {
      *out += indent + EscapeForTerminal(name) + "\n";
      Render(one, indent + "  ", out);
    } else {
      const std::string text =
          one.is_string() ? one.get<std::string>() : one.dump(-1, ' ', false, Json::error_handler_t::replace);
      *out += fmt::format("{}{} {}\n", indent, EscapeForTerminal(name), EscapeForTerminal(text));
    }
  }
}

}  // namespace

Where PlaceOf(const rules::Reading& reading, const store::Ref& ref) {
  const size_t deep = ref.numbers.size();
  switch (ref.kind) {
    case 'p': {
      const rules::Part& part = Element(reading.parts, ref, 0);
      return part.where.page != 0 ? part.where : Where{part.first_page, {}};
    }
    case 'd': {
      const rules::Decision& decision = Element(reading.decisions, ref, 0);
      return deep > 1 ? Element(decision.items, ref, 1).where : decision.where;
    }
    case 'a':
      return Element(reading.amounts, ref, 0).where;
    case 't': {
      const rules::Table& table = Element(reading.tables, ref, 0);
      if (deep == 1) return {table.first_page, table.box};
      return deep == 2 ? Element(table.rows, ref, 1).where : CellOf(reading, ref).where;
    }
    case 'c': {
      const rules::Check& check = Element(reading.checks, ref, 0);
      if (deep > 1) {
        const rules::Repair& repair = Element(check.repairs, ref, 1);
        return PlaceOf(reading, {"", 't', {repair.table, repair.row, repair.column}});
      }
      if (check.where.page != 0 || !check.table || !check.row || !check.column) return check.where;
      return PlaceOf(reading, {"", 't', {*check.table, *check.row, *check.column}});
    }
    default:
      return {};
  }
}

Json Explain(const ExplainSource& source, const store::Ref& ref) {
  if (ref.kind == 0)
    throw Error(ErrorCode::kUsage,
                "say what to explain in the document, for example " + ref.document + ":d0");
  const rules::Reading& reading = *source.reading;
  const Where where = PlaceOf(reading, ref);  // throws unless there is such a thing
  Json out;
  out["id"] = ToString(ref);
  out["kind"] = KindWord(ref);
  out["file"] = source.file;
  const extract::Document nothing;
  const extract::Document& document = source.document != nullptr ? *source.document : nothing;
  out["is"] = PlainJson(ReadingJson(source.file, document, reading), ref);
  if (where.page != 0) out["place"] = PlaceJson(source, where);
  std::vector<std::string> ids;
  for (const std::string& id : RulesOf(reading, ref))
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  for (const std::string& id : ids) out["rules"].push_back(RuleJson(source, id));
  out["steps"] = StepsOf(source, ref);
  if (out["steps"].is_null()) out.erase("steps");
  for (size_t c = 0; c < reading.checks.size(); ++c)
    if (ref.kind != 'c' && Concerns(reading.checks[c], ref))
      out["checks"].push_back(CheckLine(reading.checks[c], c));
  if (ref.kind == 'd')
    for (size_t a = 0; a < reading.amounts.size(); ++a) {
      const rules::Amount& amount = reading.amounts[a];
      if (amount.decision == ref.numbers[0] && (ref.numbers.size() < 2 || amount.item == ref.numbers[1]))
        out["amounts"].push_back(fmt::format("a{} {}", a, amount.text));
    }
  Json& made = out["read_with"];
  made["program"] = source.program_version;
  made["rules"] = source.rules_hash;
  if (!source.ocr_version.empty()) made["ocr"] = source.ocr_version;
  return out;
}

std::string ExplanationText(const Json& explanation) {
  std::string out;
  Render(explanation, "", &out);
  return out;
}

}  // namespace avstam::app
