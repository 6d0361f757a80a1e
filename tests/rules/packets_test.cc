// Every document of corpus/decisions, and the scanned minutes, against the truth that a person wrote down:
// its parts, decisions and what stands around them.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "extract/tesseract_engine.h"
#include "normalize/text.h"
#include "tests/extract/recorded_engine.h"
#include "tests/rules/corpus_case.h"

namespace avstam::rules {
namespace {

// What is compared of a text: letters and digits alone.
std::string Key(const std::string& text) { return normalize::LabelKey(text); }
std::vector<std::string> Keys(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(Key(text));
  return out;
}
std::vector<std::string> List(const Json& object, const char* name) {
  return object.value(name, std::vector<std::string>());
}
std::string Said(const Json& object, const char* name) {
  return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : "";
}

// An item without the "att" before it and the "samt" behind it: readers differ there.
std::string ItemKey(const std::string& text) {
  std::string key = Key(text);
  if (key.starts_with("att")) key.erase(0, 3);
  // What joins it to the next one.
  for (const char* word : {" samt", " och"})
    if (text.ends_with(word) || text.ends_with(word + std::string(" att"))) key.resize(key.rfind(word + 1));
  return key;
}

// Ours for a decision of the truth: of its part, kind and first item.  Null: none.
const Decision* Find(const Case& c, const Json& want) {
  const std::string first = ItemKey(want["items"][0]);
  for (const Decision& decision : c.reading.decisions)
    if (decision.kind == want["kind"] && decision.part == want.value("part", decision.part))
      for (const DecisionItem& item : decision.items)
        if (ItemKey(item.text) == first && decision.paragraph.value_or("") == Said(want, "paragraph"))
          return &decision;
  return nullptr;
}

void PartsAreCut(const Case& c) {
  std::vector<std::string> want, got;
  for (const Json& part : c.truth["parts"])
    want.push_back(part["kind"].get<std::string>() + " " + std::to_string(part["page"].get<int>()) + "-" +
                   std::to_string(part["last_page"].get<int>()) + " " + Key(part["title"]));
  for (const Part& part : c.reading.parts)
    got.push_back(part.kind + " " + std::to_string(part.first_page) + "-" + std::to_string(part.last_page) +
                  " " + Key(part.title.value_or("")));
  ASSERT_EQ(got, want);
  for (size_t p = 0; p < got.size(); ++p) {
    const Json& truth = c.truth["parts"][p];
    const Part& part = c.reading.parts[p];
    SCOPED_TRACE(want[p]);
    for (const auto& [name, value] : {std::pair("date", part.date),
                                      {"case_number", part.case_number},
                                      {"document_number", part.document_number},
                                      {"paragraph", part.paragraph},
                                      {"body", part.body}})
      if (truth.contains(name)) {
        std::vector<std::string> right =
            truth[name].is_array() ? List(truth, name) : std::vector{Said(truth, name)};
        right = Keys(right);
        EXPECT_TRUE(std::count(right.begin(), right.end(), Key(value.value_or(""))))
            << name << ": " << value.value_or("none");
      }
  }
}

void DecisionsAreRead(const Case& c) {
  for (const Json& want : c.truth["decisions"]) {
    SCOPED_TRACE(want["items"][0].get<std::string>());
    const Decision* decision = Find(c, want);
    ASSERT_NE(decision, nullptr);
    EXPECT_EQ(Key(decision->case_number.value_or("")), Key(Said(want, "case_number")));
    EXPECT_EQ(decision->date.value_or(""), Said(want, "date"));
    EXPECT_EQ(decision->outcome.value_or(""), Said(want, "outcome"));
    const std::vector<std::string> bodies =
        want["body"].is_array() ? List(want, "body") : std::vector{Said(want, "body")};
    EXPECT_TRUE(std::count(bodies.begin(), bodies.end(), decision->body)) << decision->body;
    EXPECT_EQ(Keys(decision->addressees), Keys(List(want, "addressees")));
    std::vector<std::string> items;
    std::vector<int> pages;
    for (const DecisionItem& item : decision->items) {
      std::string text = item.text;
      for (const std::string& detail : item.details) text += " " + detail;
      items.push_back(ItemKey(text));
      pages.push_back(item.where.page);
    }
    std::vector<std::string> want_items;
    for (const std::string& item : List(want, "items")) want_items.push_back(ItemKey(item));
    EXPECT_EQ(items, want_items);
    if (want.contains("item_pages")) {
      EXPECT_EQ(pages, want["item_pages"].get<std::vector<int>>());
    }
  }
}

// Nothing else is taken for a decision.
void NothingElseIsADecision(const Case& c) {
  std::set<const Decision*> known;
  for (const Json& want : c.truth["decisions"]) known.insert(Find(c, want));
  std::set<std::string> optional;
  for (const std::string& item : List(c.truth, "optional_items")) optional.insert(ItemKey(item));
  for (const Decision& decision : c.reading.decisions) {
    if (known.count(&decision)) continue;
    for (const DecisionItem& item : decision.items)
      EXPECT_TRUE(optional.count(ItemKey(item.text))) << "page " << item.where.page << ": " << item.text;
  }
  for (const std::string& sentence : List(c.truth, "not_decisions"))
    for (const Decision& decision : c.reading.decisions)
      for (const DecisionItem& item : decision.items)
        EXPECT_EQ(Key(item.text).find(Key(sentence)), std::string::npos) << sentence;
}

std::string Person(const std::string& name, const std::string& party) { return name + " (" + party + ")"; }

void MotionsAndVotesAreTheirs(const Case& c) {
  for (const Json& want : c.truth["decisions"]) {
    SCOPED_TRACE(want["items"][0].get<std::string>());
    const Decision* decision = Find(c, want);
    if (decision == nullptr) continue;  // told elsewhere
    std::vector<std::string> motions, want_motions;
    for (const Json& motion : want.value("motions", Json::array()))
      want_motions.push_back(Person(motion["person"], motion.value("party", "")));
    for (const Motion& motion : decision->motions) {
      motions.push_back(Person(motion.person, motion.party));
      EXPECT_FALSE(motion.text.empty()) << motions.back();
    }
    std::sort(motions.begin(), motions.end());
    std::sort(want_motions.begin(), want_motions.end());
    EXPECT_EQ(motions, want_motions);
    // The truth says in short what was wanted.
    for (const Json& motion : want.value("motions", Json::array()))
      for (const Motion& ours : decision->motions)
        if (ours.person == motion["person"] && motion["text"] != "instämmer") {
          EXPECT_EQ(Key(ours.text).substr(0, 7), Key(motion["text"]).substr(0, 7)) << ours.text;
        }
    if (want.contains("votes")) {
      ASSERT_FALSE(decision->votes.empty());
      const Vote& vote = decision->votes.back();
      EXPECT_EQ(vote.yes, want["votes"]["yes"].get<int>());
      EXPECT_EQ(vote.no, want["votes"]["no"].get<int>());
      EXPECT_EQ(vote.abstain.value_or(0), want["votes"].value("abstain", 0));
      if (want.contains("yes_means")) {
        EXPECT_NE(Key(vote.yes_means).find(Key(want["yes_means"])), std::string::npos) << vote.yes_means;
      }
    } else {
      EXPECT_TRUE(decision->votes.empty());
    }
  }
}

void WhoWasAgainstAndWhoTookNoPart(const Case& c) {
  for (const Json& want : c.truth["decisions"]) {
    SCOPED_TRACE(want["items"][0].get<std::string>());
    const Decision* decision = Find(c, want);
    if (decision == nullptr) continue;
    auto sides = [](std::vector<std::string> persons, std::vector<std::string> parties) {
      std::sort(persons.begin(), persons.end());
      std::sort(parties.begin(), parties.end());
      std::string out;
      for (const auto* list : {&persons, &parties}) {
        for (const std::string& name : *list) out += name + ", ";
        out += "| ";
      }
      return out;
    };
    std::multiset<std::string> got, expected;
    for (const Reservation& r : decision->reservations) got.insert(sides(r.persons, r.parties));
    for (const Json& r : want.value("reservations", Json::array()))
      expected.insert(sides(List(r, "persons"), List(r, "parties")));
    EXPECT_EQ(got, expected);

    std::multiset<std::string> remarks, want_remarks;
    for (const Remark& remark : decision->remarks)
      for (const std::string& person : remark.persons)
        if (remark.kind != "abstention")
          remarks.insert((remark.kind == "disqualification" ? "disqualified " : "note ") + person);
    for (const Json& person : want.value("disqualified", Json::array()))
      want_remarks.insert("disqualified " + person["person"].get<std::string>());
    for (const Json& note : want.value("notes", Json::array()))
      want_remarks.insert("note " + note["person"].get<std::string>());
    EXPECT_EQ(remarks, want_remarks);

    for (const char* name : {"recipients", "basis"})
      if (want.contains(name)) {
        EXPECT_EQ(Keys(std::string_view(name) == "basis" ? decision->basis : decision->recipients),
                  Keys(List(want, name)))
            << name;
      }
  }
}

void WhoWasThere(const Case& c) {
  if (!c.truth.contains("attendance")) return;
  const std::map<std::string, std::string> roles = {{"chair", "member"},
                                                    {"vice-chair", "member"},
                                                    {"secretary", "official"},
                                                    {"deputy-serving", "serving-deputy"}};
  std::set<std::string> got, want;
  for (const Json& person : c.truth["attendance"]) {
    const std::string role = person["role"];
    want.insert(Person(person["name"], Said(person, "party")) + " " +
                (roles.count(role) ? roles.at(role) : role));
  }
  // Who checks the minutes stands in the list already.
  for (const Attendee& person : c.reading.attendance)
    if (person.role != "adjuster") got.insert(Person(person.name, person.party) + " " + person.role);
  EXPECT_EQ(got, want);
}

void AgendaIsLinkedToItsParts(const Case& c) {
  if (!c.truth.contains("agenda")) return;
  std::vector<const AgendaItem*> items;  // of the summons; minutes list their paragraphs as well
  for (const AgendaItem& item : c.reading.agenda)
    if (c.reading.parts.at(static_cast<size_t>(item.part)).kind == "agenda") items.push_back(&item);
  ASSERT_EQ(items.size(), c.truth["agenda"].size());
  for (size_t i = 0; i < items.size(); ++i) {
    const Json& want = c.truth["agenda"][i];
    EXPECT_EQ(items[i]->number, want["number"].get<std::string>());
    EXPECT_EQ(Key(items[i]->title), Key(want["title"]));
    EXPECT_EQ(items[i]->case_number.value_or(""), Said(want, "case_number"));
    const auto& parts = items[i]->treated_by;
    if (want.contains("part") && want["part"].is_number() && want["title"] != "Föregående protokoll") {
      EXPECT_NE(std::find(parts.begin(), parts.end(), want["part"].get<int>()), parts.end()) << want["title"];
    } else if (want.contains("part") && want["part"].is_null()) {
      EXPECT_TRUE(parts.empty()) << want["title"];
    }
  }
}

void ParagraphsRunWithoutGaps(const Case& c) {
  if (!c.truth.contains("paragraphs")) return;
  const Json& want = c.truth["paragraphs"];
  std::vector<const Check*> checks;
  for (const Check& check : c.reading.checks)
    if (check.rule == "paragraph-sequence") checks.push_back(&check);
  const std::vector<std::string> missing = List(want, "missing");
  ASSERT_EQ(checks.size(), std::max<size_t>(1, missing.size()));
  for (size_t i = 0; i < missing.size(); ++i) {
    EXPECT_EQ(checks[i]->status, Status::kMismatch);
    EXPECT_NE(checks[i]->message.find(missing[i]), std::string::npos) << checks[i]->message;
    EXPECT_EQ(checks[i]->where.page, want["gap_page"].get<int>());
  }
  if (missing.empty()) {
    EXPECT_EQ(checks[0]->status, Status::kOk) << checks[0]->message;
  }
}

void SumsKnowWhereTheyBelong(const Case& c) {
  using Place = std::string;
  std::multiset<Place> got, want;
  auto item_key = [](const std::string& text) { return ItemKey(text).substr(0, 40); };
  for (const Amount& amount : c.reading.amounts) {
    Place place = amount.money.ToString() + " part " + std::to_string(amount.part.value_or(-1));
    if (amount.decision)
      place += " in " + item_key(c.reading.decisions.at(static_cast<size_t>(*amount.decision))
                                     .items.at(static_cast<size_t>(amount.item.value_or(0)))
                                     .text);
    if (amount.revised_from) place += " from " + amount.revised_from->ToString();
    got.insert(place);
  }
  for (const Json& amount : c.truth["amounts"]) {
    Place place = amount["value"].get<std::string>() + " part " + std::to_string(amount.value("part", 0));
    if (amount.contains("decision"))
      place += " in " + item_key(c.truth["decisions"][amount["decision"].get<size_t>()]["items"]
                                        [amount["item"].get<size_t>() - 1]);
    if (amount.contains("revised_from")) place += " from " + amount["revised_from"].get<std::string>();
    want.insert(place);
  }
  EXPECT_EQ(got, want);
}

class Packets : public ::testing::TestWithParam<std::string> {
 protected:
  Case case_ = Read("corpus/decisions", GetParam(), nullptr);
};

TEST_P(Packets, PartsAreCut) { PartsAreCut(case_); }
TEST_P(Packets, DecisionsAreRead) { DecisionsAreRead(case_); }
TEST_P(Packets, NothingElseIsADecision) { NothingElseIsADecision(case_); }
TEST_P(Packets, MotionsAndVotesAreTheirs) { MotionsAndVotesAreTheirs(case_); }
TEST_P(Packets, WhoWasAgainstAndWhoTookNoPart) { WhoWasAgainstAndWhoTookNoPart(case_); }
TEST_P(Packets, WhoWasThere) { WhoWasThere(case_); }
TEST_P(Packets, AgendaIsLinkedToItsParts) { AgendaIsLinkedToItsParts(case_); }
TEST_P(Packets, ParagraphsRunWithoutGaps) { ParagraphsRunWithoutGaps(case_); }
TEST_P(Packets, SumsKnowWhereTheyBelong) { SumsKnowWhereTheyBelong(case_); }

INSTANTIATE_TEST_SUITE_P(Documents, Packets, ::testing::ValuesIn(NamesIn("corpus/decisions")), NameOfCase);

TEST(ScannedMinutes, AreReadLikePrint) {
  extract::RecordedEngine engine(
      extract::Recording::Load(extract::RecordingPath("protokoll-direktion-skannat")),
      extract::TesseractEngine().Version());
  const Case c = Read("corpus/scans", "protokoll-direktion-skannat", &engine);
  DecisionsAreRead(c);
  NothingElseIsADecision(c);
  ParagraphsRunWithoutGaps(c);
}

}  // namespace
}  // namespace avstam::rules
