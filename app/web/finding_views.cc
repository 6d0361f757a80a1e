// A decision, a case, a check, and what is to be decided about.
#include <fmt/format.h>

#include "app/web/views.h"
#include "base/error.h"
#include "store/case_key.h"

namespace avstam::app::web {
namespace {

Json ListOf(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push_back(text);
  return out;
}

std::string Joined(const std::vector<std::string>& texts, const char* between) {
  return fmt::format("{}", fmt::join(texts, between));
}

Json OrNull(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json EventsJson(const std::vector<store::CaseEvent>& events, const std::string& current) {
  Json out = Json::array();
  for (const store::CaseEvent& event : events) {
    const bool part = event.id.find(":p") != std::string::npos;
    Json one = {{"id", event.id},
                {"date", event.date},
                {"kind", part ? "" : event.kind},
                {"part_kind", part ? event.kind : ""},
                {"body", event.body},
                {"paragraph", event.paragraph},
                {"title", event.title},
                {"outcome", event.outcome},
                {"file", event.file},
                {"page", event.page}};
    one["_current"] = event.id == current;
    one["_url"] =
        part ? PageAddress(event.id.substr(0, 12), event.page, "") : AddressOf("decision", event.id);
    out.push_back(std::move(one));
  }
  return out;
}

Json VoteJson(const rules::Vote& vote) {
  Json out = {{"text", vote.text}, {"page", vote.where.page}, {"yes_means", vote.yes_means}};
  const auto set = [&](const char* name, const std::optional<int>& count) {
    if (count) out[name] = *count;
  };
  set("yes", vote.yes);
  set("no", vote.no);
  set("abstain", vote.abstain);
  set("absent", vote.absent);
  return out;
}

// A row of each thing a decision holds, for its CSV.
Json FlatRows(const Json& model) {
  Json out = Json::array();
  for (const char* list : {"items", "motions", "reservations", "votes", "remarks", "amounts"})
    for (const Json& one : model[list]) {
      Json row = {{"what", list},
                  {"number", one.value("number", "")},
                  {"who", one.value("who", "")},
                  {"text", one.value("text", "")},
                  {"page", one.value("page", 0)}};
      if (one.contains("value_ore")) row["value_ore"] = one["value_ore"];
      out.push_back(std::move(row));
    }
  return out;
}

// The parts of a check, each with its figure, and what they are added to.
Json PartsJson(const Opened& opened, const rules::Check& check) {
  Json out = Json::array();
  for (size_t i = 0; i < check.parts.size(); ++i) {
    const rules::CellRef& at = check.parts[i];
    const rules::Table& table = opened.reading.tables[static_cast<size_t>(at.table)];
    const rules::Row& row = table.rows[static_cast<size_t>(at.row)];
    const rules::Cell& cell = row.cells[static_cast<size_t>(at.column)];
    const std::string ref = fmt::format("t{}.{}.{}", at.table, at.row, at.column);
    Json one = {{"cell", opened.id + ":" + ref},
                {"label", row.label},
                {"header", table.columns[static_cast<size_t>(at.column)].header},
                {"text", cell.text},
                {"weight", i < check.weights.size() ? check.weights[i] : 1}};
    if (cell.value) one["value_ore"] = cell.value->ore;
    one["page"] = cell.where.page;
    one["_page_url"] = PageAddress(opened.id, cell.where.page, ref);
    const int weight = one["weight"];
    one["_sign"] = weight == 1 ? "+" : weight == -1 ? "\u2212" : fmt::format("{} ×", weight);
    out.push_back(std::move(one));
  }
  for (int amount : check.amounts) {
    const rules::Amount& one = opened.reading.amounts[static_cast<size_t>(amount)];
    const std::string ref = fmt::format("a{}", amount);
    out.push_back({{"cell", opened.id + ":" + ref},
                   {"label", one.text},
                   {"header", ""},
                   {"text", one.text},
                   {"weight", 1},
                   {"value_ore", one.money.ore},
                   {"page", one.where.page},
                   {"_page_url", PageAddress(opened.id, one.where.page, ref)},
                   {"_sign", ""}});
  }
  return out;
}

// What stands behind a finding: so that a printed page can be followed back.
Json ProvenanceJson(const Opened& opened) {
  return {{"sha256", opened.document.sha256},
          {"program_version", opened.document.program_version},
          {"rules_hash", opened.document.rules_hash},
          {"ocr_version", opened.document.ocr_version},
          {"stored_at", opened.document.stored_at}};
}

Json FindingModel(const Visit& visit, const Opened& opened, size_t index) {
  Json model = CheckJson(opened, index);
  model["parts"] = PartsJson(opened, opened.reading.checks[index]);
  Json decided = Json::array();
  const std::string subject = store::SubjectOf(opened.read.checks[index]);
  std::vector<std::string> subjects{subject};
  for (const rules::Repair& repair : opened.read.checks[index].repairs)
    subjects.push_back(store::SubjectOf(opened.read, repair));
  for (const store::HumanDecision& one : store::DecisionsInForce(visit.archive, opened.document.sha256))
    for (const std::string& about : subjects)
      if (one.subject == about)
        decided.push_back({{"ruling", one.decision},
                           {"about", one.about},
                           {"reason", one.reason},
                           {"until", one.until.value_or("")},
                           {"person", one.person},
                           {"decided_at", one.decided_at}});
  model["_has_decided"] = !decided.empty();
  const rules::Check& check = opened.reading.checks[index];
  const std::string told = fmt::format("{}-{}", check.rule, rules::StatusName(check.status));
  const std::string words = visit.texts.Word("told", told);
  model["_told"] = words == told ? "" : words;
  model["_has_repairs"] = !model["repairs"].empty();
  model["decided"] = std::move(decided);
  model["provenance"] = ProvenanceJson(opened);
  model["_document_url"] = AddressOf("document", opened.id);
  if (model.contains("table")) model["_table_url"] = AddressOf("table", model["table"]);
  return model;
}

size_t CheckOf(const Opened& opened, const store::Ref& ref) {
  const auto index = static_cast<size_t>(ref.numbers.front());
  if (index >= opened.reading.checks.size()) throw Error(ErrorCode::kUsage, "no such check");
  return index;
}

}  // namespace

View DecisionView(const Visit& visit, const std::string& id) {
  const store::Ref ref = RefOf(id, 'd', 1);
  const Opened opened = OpenDocument(visit.archive, ref.document);
  const auto number = static_cast<size_t>(ref.numbers.front());
  if (number >= opened.reading.decisions.size()) throw Error(ErrorCode::kUsage, "no such decision");
  const rules::Decision& decision = opened.reading.decisions[number];
  View out{"decision", Json::object(), "flat"};
  Json& model = out.model;
  const std::string plain = fmt::format("d{}", number), self = opened.id + ":" + plain;
  model["id"] = self;
  model["kind"] = decision.kind;
  model["title"] = OrNull(decision.title);
  model["body"] = decision.body;
  model["date"] = OrNull(decision.date);
  model["paragraph"] = OrNull(decision.paragraph);
  model["case_number"] = OrNull(decision.case_number);
  model["outcome"] = OrNull(decision.outcome);
  model["file"] = opened.file();
  model["page"] = decision.where.page;
  model["rule"] = decision.rule;
  model["order"] = decision.order;
  model["addressees"] = ListOf(decision.addressees);
  model["_addressee_chain"] = Joined(decision.addressees, " → ");
  model["recipients"] = ListOf(decision.recipients);
  model["basis"] = ListOf(decision.basis);
  model["_page_url"] = PageAddress(opened.id, decision.where.page, plain);
  model["_document_url"] = AddressOf("document", opened.id);
  if (!decision.body.empty()) model["_body_url"] = "/decisions?body=" + EscapeUrl(decision.body);
  Json& items = model["items"] = Json::array();
  for (size_t i = 0; i < decision.items.size(); ++i) {
    const rules::DecisionItem& item = decision.items[i];
    items.push_back({{"number", item.number},
                     {"text", item.text},
                     {"details", ListOf(item.details)},
                     {"page", item.where.page},
                     {"_page_url", PageAddress(opened.id, item.where.page, fmt::format("{}.{}", plain, i))}});
  }
  Json& motions = model["motions"] = Json::array();
  for (const rules::Motion& motion : decision.motions)
    motions.push_back({{"who", motion.person},
                       {"party", motion.party},
                       {"text", motion.text},
                       {"page", motion.where.page},
                       {"_page_url", PageAddress(opened.id, motion.where.page, "")}});
  Json& reservations = model["reservations"] = Json::array();
  for (const rules::Reservation& reservation : decision.reservations)
    reservations.push_back({{"who", Joined(reservation.persons, ", ")},
                            {"party", Joined(reservation.parties, ", ")},
                            {"text", reservation.text},
                            {"page", reservation.where.page},
                            {"_page_url", PageAddress(opened.id, reservation.where.page, "")}});
  Json& votes = model["votes"] = Json::array();
  for (const rules::Vote& vote : decision.votes) votes.push_back(VoteJson(vote));
  Json& remarks = model["remarks"] = Json::array();
  for (const rules::Remark& remark : decision.remarks)
    remarks.push_back({{"remark", remark.kind},
                       {"who", Joined(remark.persons, ", ")},
                       {"text", remark.text},
                       {"page", remark.where.page}});
  Json& amounts = model["amounts"] = Json::array();
  for (size_t a = 0; a < opened.reading.amounts.size(); ++a) {
    const rules::Amount& amount = opened.reading.amounts[a];
    if (amount.decision != static_cast<int>(number)) continue;
    const std::string amount_ref = fmt::format("a{}", a);
    Json one = {{"id", opened.id + ":" + amount_ref}, {"text", amount.text}, {"value_ore", amount.money.ore},
                {"currency", amount.currency},        {"per", amount.per},   {"page", amount.where.page}};
    if (amount.high) one["high_ore"] = amount.high->ore;
    if (amount.revised_from) one["revised_from_ore"] = amount.revised_from->ore;
    one["_page_url"] = PageAddress(opened.id, amount.where.page, amount_ref);
    amounts.push_back(std::move(one));
  }
  if (decision.case_number) {
    const std::string key = store::CaseKey(*decision.case_number);
    model["_case_url"] = AddressOf("case", key);
    model["history"] = EventsJson(store::CaseHistory(visit.archive, key), self);
  } else {
    model["history"] = Json::array();
  }
  model["_has_history"] = model["history"].size() > 1;
  Json same = Json::array();
  if (!decision.body.empty() && decision.date && decision.paragraph)
    same = EventsJson(
        store::ParagraphHistory(visit.archive, decision.body, *decision.date, *decision.paragraph), self);
  model["_has_same"] = same.size() > 1;
  model["same_paragraph"] = std::move(same);
  if (number > 0) model["_before_url"] = AddressOf("decision", fmt::format("{}:d{}", opened.id, number - 1));
  if (number + 1 < opened.reading.decisions.size())
    model["_behind_url"] = AddressOf("decision", fmt::format("{}:d{}", opened.id, number + 1));
  for (const char* list : {"amounts", "motions", "votes", "reservations", "remarks", "recipients", "basis"})
    model[std::string("_has_") + list] = !model[list].empty();
  model["_cutout"] = CutoutJson(opened, decision.where, plain);
  model["provenance"] = ProvenanceJson(opened);
  if (visit.format == "csv") model["flat"] = FlatRows(model);
  return out;
}

View CaseView(const Visit& visit, const std::string& text) {
  const std::string key = store::CaseKey(text);
  if (key.empty()) throw Error(ErrorCode::kUsage, "no case number: " + EscapeForTerminal(text));
  View out{"case", Json::object(), "history"};
  out.model["case"] = key;
  out.model["history"] = EventsJson(store::CaseHistory(visit.archive, key), "");
  if (out.model["history"].empty()) throw Error(ErrorCode::kUsage, "nothing is kept of this case");
  return out;
}

View CheckView(const Visit& visit, const std::string& id) {
  const store::Ref ref = RefOf(id, 'c', 1);
  const Opened opened = OpenDocument(visit.archive, ref.document);
  View out{"check", FindingModel(visit, opened, CheckOf(opened, ref)), ""};
  out.model["_review_url"] = visit.review ? AddressOf("review", out.model["id"]) : "";
  return out;
}

View ReviewView(const Visit& visit, const std::string& id) {
  View out{"review", Json::object(), ""};
  const std::string after = visit.request.Query("after");
  store::ReviewQueue queue = store::OpenMismatches(visit.archive, Today(), id.empty() ? after : id, 1);
  std::string shown = id;
  if (id.empty() && !queue.ids.empty()) {
    shown = queue.ids.front();
    queue = store::OpenMismatches(visit.archive, Today(), shown, 1);
  }
  if (!shown.empty()) {
    const store::Ref ref = RefOf(shown, 'c', 1);
    const Opened opened = OpenDocument(visit.archive, ref.document);
    out.model = FindingModel(visit, opened, CheckOf(opened, ref));
  }
  // What can be taken back: each repair that was decided about, and a waiver.
  Json back = Json::array();
  if (out.model.contains("repairs"))
    for (const Json& repair : out.model["repairs"])
      if (repair["ruling"] != "") back.push_back({{"id", repair["id"]}, {"check", out.model["id"]}});
  if (out.model.value("waived_until", "") != "")
    back.push_back({{"id", out.model["id"]}, {"check", out.model["id"]}});
  out.model["_withdrawable"] = std::move(back);
  out.model["open"] = queue.open;
  out.model["_none"] = shown.empty();
  out.model["_may_decide"] = visit.review;
  if (!queue.ids.empty() && queue.ids.front() != shown)
    out.model["_next_url"] = AddressOf("review", queue.ids.front());
  out.model["_waive_until"] = std::to_string(std::stoi(Today().substr(0, 4)) + 1) + "-12-31";
  return out;
}

}  // namespace avstam::app::web
