#include "rules/find_decisions.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>

#include "normalize/text.h"
#include "rules/around_decision.h"
#include "rules/clauses.h"
#include "rules/lead_in.h"

namespace avstam::rules {
namespace {

constexpr size_t kHeadingLike = 80;  // a bold line of its own that is no item
constexpr double kSameIndentPt = 5;

}  // namespace

void ItemPlace::Add(const Passage& passage) {
  for (const Passage::Piece& piece : passage.pieces)
    words.push_back({piece.page->number, piece.page->words[static_cast<size_t>(piece.word)].box});
}

bool ItemPlace::Holds(const Where& where) const {
  const double x = where.box.center_x(), y = where.box.center_y();
  for (const Where& word : words) {
    if (word.page != where.page || word.box.OverlapY(where.box) <= 0) continue;
    if (word.box.OverlapX(where.box) > 0 && y > word.box.top - 3 && y < word.box.bottom + 3) return true;
    if (x > word.box.left && x < word.box.right && word.box.OverlapY(where.box) > 0) return true;
  }
  return false;
}

namespace {

class MinutesReader {
 public:
  MinutesReader(const std::vector<Block>& blocks, int part_number, Part* part, const RuleSet& rules,
                const normalize::Normalizer& normalizer)
      : blocks_(blocks),
        part_number_(part_number),
        part_(*part),
        rules_(rules),
        normalizer_(normalizer),
        around_(rules) {
    minutes_ = part->kind == "protocol" || part->kind == "extract";
  }

  PartDecisions Run() {
    listed_ = ListedParagraphs(blocks_);
    role_ = "start";
    for (size_t b = 0; b < blocks_.size(); ++b) {
      const Block& block = blocks_[b];
      block_ = &block;
      next_ = b + 1 < blocks_.size() ? &blocks_[b + 1] : nullptr;
      if (block.paragraph.rule != nullptr) {
        if (listed_.count(b))
          List(block);
        else
          OpenMatter(block);
      } else if (block.heading.rule != nullptr) {
        OpenSection(block);
      } else if (role_ == "start") {
        AtStart(block);
      } else if (role_ == "decision" || role_ == "proposal") {
        InDecision(block);
      } else {
        InSection(block);
      }
    }
    CloseMatter();
    return std::move(out_);
  }

 private:
  // An entry of the table of contents.
  void List(const Block& block) {
    CloseMatter();
    in_matter_ = false;
    role_ = "text";
    Matter matter = MatterOf(block, rules_, normalizer_);
    matter.listed = true;
    out_.matters.push_back(std::move(matter));
  }

  void OpenMatter(const Block& block) {
    CloseMatter();
    role_ = "start";
    heading_body_.clear();
    heading_to_.clear();
    out_.matters.push_back(MatterOf(block, rules_, normalizer_));
    in_matter_ = true;
  }

  void OpenSection(const Block& block) {
    const std::string& role = block.role();
    CloseDecision();
    around_.NewSection();
    role_ = role;
    heading_ = &block;
    heading_body_ = block.heading.Captured("body");
    heading_to_ = block.heading.Captured("to");
    if (!heading_body_.empty()) heading_body_ = WithoutGenitive(heading_body_);
  }

  std::string WithoutGenitive(const std::string& name) const {
    if (name.ends_with('s')) {
      std::string bare = BodyName(name.substr(0, name.size() - 1));
      if (rules_.Match("body-name", bare).rule != nullptr) return bare;
    }
    return "";
  }

  // ---- First in a paragraph or a memo --------------------------------------------------------------------

  void AtStart(const Block& block) {
    std::optional<LeadIn> lead = ReadLeadIn(block.text, rules_);
    if (lead && ((in_matter_ && minutes_) || (lead->letter && part_.kind == "decision-letter"))) {
      role_ = "decision";
      InDecision(block);
      return;
    }
    if (in_matter_ && !out_.matters.empty()) {
      Matter& matter = out_.matters.back();
      if (!matter.case_number && block.text.size() < 60) {
        std::string rest = block.text;
        matter.case_number = TakeCaseNumber(&rest, rules_, normalizer_);
        if (matter.case_number && rest.empty()) return;
      }
      const bool fits =
          block.marker.empty() && block.text.size() <= kLongestTitle && !EndsLikeText(block.text);
      if (matter.title.empty() && fits) {
        matter.title = block.text;
        title_style_ = &block;
        return;
      }
      if (title_style_ != nullptr && fits && block.bold == title_style_->bold && !block.apart &&
          block.font_size == title_style_->font_size) {
        matter.title += " " + block.text;
        return;
      }
    }
    if (in_matter_ || !minutes_) {
      if (block.text.size() > kLongestTitle || EndsLikeText(block.text) || in_matter_) role_ = "text";
    }
    if (role_ == "text") InSection(block);
  }

  static bool EndsLikeText(const std::string& text) { return text.ends_with('.') && text.size() > 40; }

  // ---- Decisions -----------------------------------------------------------------------------------------

  void InDecision(const Block& block) {
    if (rules_.Match("decision-close", block.text).rule != nullptr) {
      CloseDecision();
      role_ = "text";
      return;
    }
    if (around_.TakeAround(block)) return;
    // Whoever wants something else says so below the proposal, in lists too.
    if (around_.TakeMotions(block)) {
      CloseDecision();
      return;
    }
    std::optional<LeadIn> lead =
        block.marker.empty() || block.marker == "clause" ? ReadLeadIn(block.text, rules_) : std::nullopt;
    if (lead) {
      Introduce(block, *lead);
      return;
    }
    if (IsUnknownHeading(block)) {
      CloseDecision();
      role_ = "text";
      return;
    }
    AddItem(block);
  }

  // A line that stands out between items and is none.
  bool IsUnknownHeading(const Block& block) const {
    if (!block.marker.empty() || block.text.size() > kHeadingLike || EndsSentence(block.text)) return false;
    if (!block.bold && !block.large) return false;
    if (!open_) return next_ != nullptr && next_->marker.empty() ? false : false;
    return !item_bold_;
  }

  void Introduce(const Block& block, const LeadIn& lead) {
    CloseDecision();
    NewDecision(block, role_ == "proposal" && lead.kind == "decided" ? "proposed" : lead.kind, lead.rule);
    Decision& decision = *open_;
    if (!lead.body.empty()) decision.body = BodyOf(lead.body);
    decision.addressees = lead.addressees;
    if (lead.letter) TakeMeeting(block.text.substr(0, lead.end), &decision);
    if (lead.bare) {
      awaits_items_ = true;
      return;
    }
    const int from = normalize::CodePoints(std::string_view(block.text).substr(0, lead.end));
    const std::vector<Passage> clauses = SplitClauses(block.passage, from, rules_);
    const bool goes_on = next_ != nullptr && next_->marker == "clause" && !EndsSentence(block.text);
    if (clauses.size() == 1 && !goes_on && !lead.letter) {
      // One sentence stands as it is, with who decides.
      PushItem(block, "", block.passage, 0);
      return;
    }
    // What stands between "beslutar" and the first clause is a condition, no clause.
    const bool condition = goes_on && !StartsClause(clauses.front().text);
    for (size_t i = condition ? 1 : 0; i < clauses.size(); ++i) PushItem(block, "", clauses[i], 0);
    if (condition) awaits_items_ = true;
    item_marker_ = "clause";
    if (lead.letter && !goes_on) {
      // What follows in a letter tells how it is carried out.
      CloseDecision();
      role_ = "text";
    }
  }

  // "... har den 9 juni 2026, § 44, beslutat": the letter itself has another date.
  void TakeMeeting(const std::string& words, Decision* decision) const {
    for (const normalize::Found& found : normalizer_.Find(words)) {
      if (found.kind == normalize::Kind::kDate && found.value.size() == 10) decision->date = found.value;
      if (found.kind == normalize::Kind::kParagraph && !decision->paragraph)
        decision->paragraph = ParagraphName(found.value.substr(found.value.find_first_of("0123456789")));
    }
  }

  // The full name where the text has a short one ("Nämnden").
  std::string BodyOf(const std::string& name) const {
    const std::string body = BodyName(name);
    if (!part_.body || body.find(' ') != std::string::npos) return body;
    const std::string& whole = *part_.body;
    if (whole.size() <= body.size()) return body;
    const std::string key = normalize::LabelKey(body), whole_key = normalize::LabelKey(whole);
    if (whole_key.ends_with(key) || whole.starts_with(body + ",")) return whole;
    return body;
  }

  void NewDecision(const Block& block, const std::string& kind, const std::string& rule) {
    Decision decision;
    decision.part = part_number_;
    decision.kind = kind;
    decision.rule = rule;
    decision.where = block.passage.WhereOf();
    if (!heading_body_.empty())
      decision.body = heading_body_;
    else if (part_.body)
      decision.body = BodyName(*part_.body);
    if (!heading_to_.empty()) decision.addressees.push_back(heading_to_);
    if (in_matter_ && !out_.matters.empty()) {
      const Matter& matter = out_.matters.back();
      decision.paragraph = matter.paragraph;
      decision.case_number = matter.case_number;
      if (!matter.title.empty()) decision.title = matter.title;
    }
    if (!decision.case_number && !(minutes_ && part_.kind == "protocol"))
      decision.case_number = part_.case_number;
    if (!decision.title) decision.title = part_.title;
    if (minutes_ || part_.kind == "decision-letter") decision.date = part_.date;
    open_ = std::move(decision);
    in_decision_section_ = role_ == "decision";
    places_.clear();
    item_left_ = -1;
    awaits_items_ = false;
    intro_.clear();
  }

  void PushItem(const Block& block, const std::string& number, const Passage& passage, int skip) {
    DecisionItem item;
    item.number = number;
    Passage content = skip > 0 ? passage.Slice(skip, passage.length) : passage;
    item.text = normalize::Normalize(content.text).text;
    item.where = content.WhereOf();
    if (item.text.empty()) return;
    // "att föreslå kommunfullmäktige ..." among decisions of its own is a proposal to another body.
    open_->items.push_back(std::move(item));
    places_.emplace_back();
    places_.back().Add(content);
    item_left_ = block.left;
    item_row_ = block.first_row;
    item_marker_ = block.marker;
    item_bold_ = block.bold;
    awaits_items_ = false;
  }

  void AppendToItem(const Block& block) {
    DecisionItem& item = open_->items.back();
    const std::string added = normalize::Normalize(block.passage.text).text;
    item.text += " " + added;
    const Where where = block.passage.WhereOf();
    if (where.page == item.where.page) item.where.box.Extend(where.box);
    places_.back().Add(block.passage);
  }

  void AddItem(const Block& block) {
    if (!open_)
      NewDecision(block, role_ == "proposal" ? "proposed" : "decided",
                  heading_ ? heading_->heading.rule->id : "");
    Decision& decision = *open_;
    if (!decision.items.empty() && IsDetail(block)) {
      AddDetail(block);
      return;
    }
    if (!block.marker.empty() || decision.items.empty()) {
      PushClauses(block);
      return;
    }
    if (block.apart && block.left < item_left_ - kSameIndentPt && block.first_row > item_row_) {
      // Set further out than the items: something else begins.
      CloseDecision();
      role_ = "text";
      InSection(block);
      return;
    }
    const std::string& last = decision.items.back().text;
    const bool listed = !decision.items.back().details.empty();
    if ((!EndsSentence(last) && !block.apart) || last.ends_with(':')) {
      if (listed)
        AddDetail(block);
      else
        AppendToItem(block);
      return;
    }
    if (!item_marker_.empty()) {
      if (block.left > item_left_ + kSameIndentPt) {
        AppendToItem(block);
        return;
      }
      CloseDecision();
      role_ = "text";
      InSection(block);
      return;
    }
    if (block.apart)
      PushItem(block, "", block.passage, 0);
    else
      AppendToItem(block);
  }

  // An item, or several where clauses in bold type run on in one paragraph.
  void PushClauses(const Block& block) {
    if (block.marker != "clause") {
      PushItem(block, block.number, block.passage, block.marker_length);
      return;
    }
    for (const Passage& clause : SplitClauses(block.passage, 0, rules_)) PushItem(block, "", clause, 0);
  }

  // An entry of a list that stands below an item and belongs to it.
  bool IsDetail(const Block& block) const {
    const std::string& last = open_->items.back().text;
    const bool entry = block.marker == "bullet" || block.marker == "dash" || block.marker == "letter";
    if (!entry && block.marker != "number") return false;
    const bool opens = last.ends_with(':') || !open_->items.back().details.empty();
    if (block.marker != item_marker_) {
      // A list in a sentence's own paragraph, or of another sort than the items are.
      if (entry) return item_marker_ == "number" || item_marker_ == "clause" || opens;
      return opens && !awaits_items_;
    }
    if (block.left > item_left_ + kSameIndentPt) return opens;
    // Items that say what to do, then entries that say it of what.
    return opens && entry && StartsClause(last) && !StartsClause(block.Content().text);
  }

  bool StartsClause(const std::string& text) const {
    RuleMatch match = rules_.Match("item-marker", normalize::Normalize(text).text);
    return match.rule != nullptr && match.rule->set.at("style") == "clause";
  }

  void AddDetail(const Block& block) {
    open_->items.back().details.push_back(normalize::Normalize(block.Content().text).text);
    places_.back().Add(block.passage);
  }

  void CloseDecision() {
    if (!open_) return;
    if (!open_->items.empty()) SplitProposals();
    open_.reset();
    awaits_items_ = false;
  }

  // What is proposed to others below the same heading becomes a decision of its own.
  void SplitProposals() {
    Decision own = *open_, to_others = *open_;
    own.items.clear();
    to_others.items.clear();
    std::vector<ItemPlace> own_places, other_places;
    const bool may_split = open_->kind == "decided" && heading_to_.empty();
    for (size_t i = 0; i < open_->items.size(); ++i) {
      const DecisionItem& item = open_->items[i];
      std::optional<LeadIn> lead = may_split ? ReadLeadIn(item.text, rules_) : std::nullopt;
      if (!lead || lead->kind != "proposed" || !lead->body.empty()) {
        own.items.push_back(item);
        own_places.push_back(places_[i]);
        continue;
      }
      to_others.kind = "proposed";
      to_others.rule = lead->rule;
      if (to_others.items.empty()) to_others.addressees = lead->addressees;
      to_others.items.push_back(item);
      other_places.push_back(places_[i]);
    }
    Keep(own, own_places);
    Keep(to_others, other_places);
  }

  void Keep(Decision& decision, std::vector<ItemPlace>& places) {
    if (decision.items.empty()) return;
    if (decision.where.page == 0) decision.where = decision.items.front().where;
    SetOutcome(&decision);
    FixKind(&decision);
    for (size_t i = 0; i < places.size(); ++i) {
      places[i].decision = static_cast<int>(out_.decisions.size());
      places[i].item = static_cast<int>(i);
      out_.places.push_back(std::move(places[i]));
    }
    matter_decisions_.push_back({out_.decisions.size(), in_decision_section_});
    out_.decisions.push_back(decision);
  }

  void FixKind(Decision* decision) const {
    if (decision->kind == "decided" && !decision->addressees.empty()) decision->kind = "proposed";
  }

  void SetOutcome(Decision* decision) const {
    for (const DecisionItem& item : decision->items) {
      RuleMatch outcome = rules_.Match("outcome", item.text);
      if (outcome.rule == nullptr) continue;
      decision->outcome = outcome.rule->set.at("outcome");
      decision->outcome_rule = outcome.rule->id;
      return;
    }
  }

  // ---- What stands around them ---------------------------------------------------------------------------

  void InSection(const Block& block) {
    if (!in_matter_ && !minutes_ && role_ == "text") return;
    if (role_ == "recipients" || role_ == "basis") {
      RuleMatch closing = rules_.Match("closing", block.text);
      const bool closes = closing.rule != nullptr && !closing.rule->set.count("strength");
      if (closes || rules_.Match("decision-close", block.text).rule != nullptr) {
        role_ = "text";
        return;
      }
    }
    if (role_ != "text") {
      around_.Read(role_, heading_ ? heading_->heading.rule->id : "", block);
      return;
    }
    if (around_.TakeAround(block)) return;
    around_.NewSection();
    if (StartsPlainDecision(block)) {
      role_ = "decision";
      heading_body_.clear();
      heading_to_.clear();
      heading_ = nullptr;
      InDecision(block);
    }
  }

  // A line "Nämnden beslutar" that stands out below the text of a paragraph, with its items below it.
  bool StartsPlainDecision(const Block& block) const {
    if (!minutes_ || !in_matter_ || !block.marker.empty()) return false;
    std::optional<LeadIn> lead = ReadLeadIn(block.text, rules_);
    if (!lead || !lead->bare || next_ == nullptr || next_->marker.empty()) return false;
    return block.bold || block.apart;
  }

  // Gives what stands around decisions to the one it is about: the first below the heading of the decision.
  void CloseMatter() {
    CloseDecision();
    if (!matter_decisions_.empty()) {
      auto main = std::find_if(matter_decisions_.begin(), matter_decisions_.end(),
                               [](const Made& made) { return made.in_decision_section; });
      if (main == matter_decisions_.end()) main = matter_decisions_.begin();
      around_.GiveTo(&out_.decisions[main->decision]);
      for (const Made& made : matter_decisions_) {
        out_.decisions[made.decision].recipients = around_.recipients();
        out_.decisions[made.decision].basis = around_.basis();
      }
    }
    matter_decisions_.clear();
    around_ = AroundDecision(rules_);
    title_style_ = nullptr;
    heading_ = nullptr;
  }

  const std::vector<Block>& blocks_;
  const int part_number_;
  const Part& part_;
  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  bool minutes_ = false;
  PartDecisions out_;
  std::set<size_t> listed_;  // blocks: paragraphs of a table of contents

  const Block* block_ = nullptr;
  const Block* next_ = nullptr;
  const Block* heading_ = nullptr;
  const Block* title_style_ = nullptr;
  std::string role_;  // of the section; "start" before the first heading, "text" where nothing is decided
  std::string heading_body_, heading_to_;
  bool in_matter_ = false;

  std::optional<Decision> open_;
  std::vector<ItemPlace> places_;  // of its items
  bool awaits_items_ = false;
  std::string intro_;
  double item_left_ = -1;
  int item_row_ = 0;
  std::string item_marker_;
  bool item_bold_ = false;

  bool in_decision_section_ = false;  // was open_ made there?
  struct Made {
    size_t decision = 0;  // of out_.decisions
    bool in_decision_section = false;
  };
  std::vector<Made> matter_decisions_;
  AroundDecision around_;
};

}  // namespace

namespace {

// Minutes whose head does not name the body: it is who decides in most of their paragraphs.
void NameBody(Part* part, std::vector<Decision>* decisions) {
  std::map<std::string, int> said;
  for (const Decision& decision : *decisions)
    if (!decision.body.empty()) ++said[decision.body];
  if (said.empty()) return;
  part->body = std::max_element(said.begin(), said.end(), [](const auto& a, const auto& b) {
                 return a.second < b.second;
               })->first;
  for (Decision& decision : *decisions)
    if (decision.body.empty()) decision.body = *part->body;
}

}  // namespace

PartDecisions FindDecisions(const std::vector<Block>& blocks, int part_number, Part* part,
                            const RuleSet& rules, const normalize::Normalizer& normalizer) {
  PartDecisions out = MinutesReader(blocks, part_number, part, rules, normalizer).Run();
  // A paper without another name that says what was decided.
  if (part->kind == "other")
    for (Decision& decision : out.decisions)
      if (decision.kind == "decided") {
        part->kind = "decision-letter";
        part->rule = decision.rule;
        if (!decision.date) decision.date = part->date;
      }
  if (part->kind == "protocol" && !part->body) NameBody(part, &out.decisions);
  if (part->kind == "decision-letter" && !out.decisions.empty()) part->body = out.decisions.front().body;
  auto first =
      std::find_if(out.matters.begin(), out.matters.end(), [](const Matter& m) { return !m.listed; });
  if (part->kind != "extract" || first == out.matters.end()) return out;
  const Matter& matter = *first;
  part->paragraph = matter.paragraph;
  if (!matter.title.empty()) part->title = matter.title, part->where = matter.where;
  if (matter.case_number) part->case_number = matter.case_number;
  for (Decision& decision : out.decisions)
    if (!decision.case_number) decision.case_number = part->case_number;
  return out;
}

}  // namespace avstam::rules
