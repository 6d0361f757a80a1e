#include "app/export_oparl.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/output_files.h"
#include "app/personal_numbers.h"
#include "base/sha256.h"
#include "store/case_key.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kIdDigits = 12;  // of a hash, as in the ids of queries

std::string Address(const std::string& path) { return kOparlBase + path; }

Json Object(const std::string& id, const std::string& type) {
  return {{"id", Address(id)}, {"type", "https://schema.oparl.org/1.1/" + type}};
}

void Set(const char* name, const std::string& value, Json* object) {
  if (!value.empty()) (*object)[name] = value;
}

// The lists of a body, as OParl names them, and our files.
struct List {
  const char *property, *file;
};
constexpr List kLists[] = {{"organization", "organizations"},
                           {"person", "people"},
                           {"meeting", "meetings"},
                           {"paper", "papers"},
                           {"agendaItem", "agendaitems"},
                           {"consultation", "consultations"},
                           {"file", "files"},
                           {"locationList", "locations"},
                           {"legislativeTermList", "legislativeterms"},
                           {"membership", "memberships"}};

class Oparl {
 public:
  explicit Oparl(bool with_personal_numbers) : with_personal_numbers_(with_personal_numbers) {}

  void Add(const store::StoredDocument& kept, const rules::Reading& reading) {
    const std::string document = kept.sha256.substr(0, kIdDigits);
    Json file = Object("file/" + document, "File");
    Set("name", Clean(kept.file_names.empty() ? kept.sha256 : kept.file_names.front()), &file);
    file["mimeType"] = "application/pdf";
    file["accessUrl"] = Address("file/" + document + "/access");
    file["avstam:sha256"] = kept.sha256;
    for (size_t p = 0; p < reading.parts.size(); ++p)
      AddMeeting(document, reading, static_cast<int>(p), &file);
    Keep("files", std::move(file));
  }

  TableExportResult Write(const std::string& folder) {
    for (auto& [key, paper] : papers_) Keep("papers", std::move(paper));
    for (auto& [name, organization] : organizations_) Keep("organizations", std::move(organization));
    Json body = Object("body", "Body");
    body["system"] = Address("system");
    body["name"] = "avstam";
    body["legislativeTerm"] = Json::array();
    Json system = Object("system", "System");
    system["oparlVersion"] = "https://schema.oparl.org/1.1/";
    system["body"] = Address("bodies.json");
    for (const List& list : kLists) body[list.property] = Address(std::string(list.file) + ".json");
    Json bodies = Json::array({body});
    if (!WriteFile(folder, "system", system) || !WriteFile(folder, "bodies", AsList(bodies))) return result_;
    for (const List& list : kLists) {
      Json& objects = lists_[list.file];
      if (objects.is_null()) objects = Json::array();
      result_.rows += static_cast<int64_t>(objects.size());
      if (!WriteFile(folder, list.file, AsList(objects))) break;
    }
    return result_;
  }

 private:
  static Json AsList(const Json& data) {
    return {{"data", data}, {"pagination", {{"totalElements", data.size()}}}, {"links", Json::object()}};
  }
  void Keep(const char* list, Json object) { lists_[list].push_back(std::move(object)); }

  bool WriteFile(const std::string& folder, const std::string& name, const Json& json) {
    result_.file = name + ".json";
    result_.trouble =
        WriteWhole(folder, result_.file, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    return result_.trouble.empty();
  }

  std::string Clean(const std::string& text) {
    return with_personal_numbers_ ? text : MaskPersonalNumbers(text, &result_.personal_numbers);
  }

  std::string Organization(const std::string& name) {
    const std::string id = "organization/" + Sha256Hex(name).substr(0, kIdDigits);
    if (!organizations_.contains(name)) {
      Json object = Object(id, "Organization");
      object["body"] = Address("body");
      object["name"] = name;
      organizations_[name] = std::move(object);
    }
    return Address(id);
  }

  // A part that tells of a meeting: one with a day and a body in which something was decided, or a protocol.
  void AddMeeting(const std::string& document, const rules::Reading& reading, int number, Json* file) {
    const rules::Part& part = reading.parts[static_cast<size_t>(number)];
    const bool decides =
        std::any_of(reading.decisions.begin(), reading.decisions.end(), [&](const rules::Decision& decision) {
          return decision.part == number && decision.kind == "decided";
        });
    if (part.kind != "protocol" && !(decides && part.body && part.date)) return;
    const std::string ref = document + ":p" + std::to_string(number);
    Json meeting = Object("meeting/" + ref, "Meeting");
    Set("name", Clean(part.title.value_or(part.body.value_or(""))), &meeting);
    if (part.date) meeting["start"] = *part.date + "T00:00:00Z";
    if (part.body) meeting["organization"] = Json::array({Organization(*part.body)});
    meeting["resultsProtocol"] = (*file)["id"];
    Json items = Json::array();
    for (size_t d = 0; d < reading.decisions.size(); ++d)
      if (reading.decisions[d].part == number)
        items.push_back(
            AgendaItem(document, static_cast<int>(d), items.size(), part, reading.decisions[d], meeting));
    meeting["agendaItem"] = std::move(items);
    meeting["avstam:id"] = ref;
    (*file)["meeting"].push_back(meeting["id"]);
    Keep("meetings", std::move(meeting));
  }

  Json AgendaItem(const std::string& document, int number, size_t order, const rules::Part& part,
                  const rules::Decision& decision, const Json& meeting) {
    const std::string ref = document + ":d" + std::to_string(number);
    Json item = Object("agendaitem/" + ref, "AgendaItem");
    item["meeting"] = meeting["id"];
    Set("number", decision.paragraph.value_or(""), &item);
    item["order"] = order;
    Set("name", Clean(decision.title.value_or("")), &item);
    Set("result", decision.outcome.value_or(""), &item);
    std::string text;
    for (const rules::DecisionItem& one : decision.items) {
      text += (text.empty() ? "" : "\n") + (one.number.empty() ? "" : one.number + ". ") + one.text;
      for (const std::string& detail : one.details) text += "\n- " + detail;
    }
    Set("resolutionText", Clean(text), &item);
    const std::optional<std::string>& case_number =
        decision.case_number ? decision.case_number : part.case_number;
    if (case_number && !store::CaseKey(*case_number).empty())
      item["consultation"] = Consultation(ref, *case_number, decision, part, item);
    item["avstam:kind"] = decision.kind;
    item["avstam:id"] = ref;
    if (decision.where.page > 0) item["avstam:page"] = decision.where.page;
    Keep("agendaitems", item);
    return item;
  }

  std::string Consultation(const std::string& ref, const std::string& case_number,
                           const rules::Decision& decision, const rules::Part& part, const Json& item) {
    const std::string key = store::CaseKey(case_number);
    Json& paper = papers_[key];
    if (paper.is_null()) {
      paper = Object("paper/" + key, "Paper");
      paper["body"] = Address("body");
      paper["reference"] = case_number;
    }
    if (!paper.contains("name")) Set("name", Clean(decision.title.value_or("")), &paper);
    const std::optional<std::string>& date = decision.date ? decision.date : part.date;
    // The day it is first heard of.
    if (date && (!paper.contains("date") || *date < paper["date"].get<std::string>())) paper["date"] = *date;
    Json consultation = Object("consultation/" + ref, "Consultation");
    consultation["paper"] = paper["id"];
    consultation["meeting"] = item["meeting"];
    consultation["agendaItem"] = item["id"];
    const std::string body = decision.body.empty() ? part.body.value_or("") : decision.body;
    if (!body.empty()) consultation["organization"] = Json::array({Organization(body)});
    consultation["authoritative"] = decision.kind == "decided";
    paper["consultation"].push_back(consultation);
    const std::string id = consultation["id"];
    Keep("consultations", std::move(consultation));
    return id;
  }

  bool with_personal_numbers_;
  TableExportResult result_;
  std::map<std::string, Json> lists_;                   // by file
  std::map<std::string, Json> papers_, organizations_;  // by case and by name
};

}  // namespace

TableExportResult ExportOparl(const store::Archive& archive, const std::string& folder,
                              bool with_personal_numbers) {
  std::vector<store::StoredDocument> documents = archive.Documents();
  std::sort(documents.begin(), documents.end(),
            [](const auto& a, const auto& b) { return a.sha256 < b.sha256; });
  Oparl oparl(with_personal_numbers);
  for (const store::StoredDocument& kept : documents)
    if (const std::optional<rules::Reading> reading = archive.LoadReading(kept.sha256))
      oparl.Add(kept, *reading);
  return oparl.Write(folder);
}

}  // namespace avstam::app
