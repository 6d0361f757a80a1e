#include "rules/find_decisions.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>

#include "normalize/text.h"
#include "rules/clauses.h"
#include "rules/lead_in.h"
#include "rules/people.h"

namespace avstam::rules {
namespace {

constexpr size_t kLongestTitle = 260;  // bytes
constexpr size_t kHeadingLike = 80;    // a bold line of its own that is no item
constexpr double kSameIndentPt = 5;
constexpr double kLarge = 1.12;

// "§ 142 / 19" -> "§ 142/19"
std::string ParagraphName(const std::string& number) {
  std::string out = "§ ";
  for (char c : number)
    if (c != ' ') out += c;
  return out;
}

size_t ByteOf(const std::string& text, int code_point) {
  size_t byte = 0;
  for (; code_point > 0 && byte < text.size(); --code_point) byte += normalize::CodePointBytes(text, byte);
  return byte;
}

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
      : blocks_(blocks), part_number_(part_number), part_(*part), rules_(rules), normalizer_(normalizer) {
    minutes_ = part->kind == "protocol" || part->kind == "extract";
  }

  PartDecisions Run() {
    FindListed();
    role_ = "start";
    for (size_t b = 0; b < blocks_.size(); ++b) {
      const Block& block = blocks_[b];
      block_ = &block;
      next_ = b + 1 < blocks_.size() ? &blocks_[b + 1] : nullptr;
      if (block.paragraph.rule != nullptr) {
        if (!listed_.count(b))
          OpenMatter(block);
        else
          role_ = "text";
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
  // Paragraphs that come again are listed first: the table of contents of minutes.
  void FindListed() {
    std::map<std::string, std::vector<size_t>> by_number;
    for (size_t b = 0; b < blocks_.size(); ++b)
      if (blocks_[b].paragraph.rule != nullptr)
        by_number[ParagraphName(blocks_[b].paragraph.Captured("number"))].push_back(b);
    for (const auto& [number, places] : by_number)
      for (size_t i = 0; i + 1 < places.size(); ++i)
        if (!HasContent(places[i])) listed_.insert(places[i]);
    // Where the list stands alone (an agenda), nothing below any of its paragraphs tells of a decision.
  }

  // Does a section stand between this paragraph's number and the next one?
  bool HasContent(size_t place) const {
    for (size_t b = place + 1; b < blocks_.size() && blocks_[b].paragraph.rule == nullptr; ++b)
      if (blocks_[b].heading.rule != nullptr || blocks_[b].text.size() > kLongestTitle) return true;
    return false;
  }

  void OpenMatter(const Block& block) {
    CloseMatter();
    role_ = "start";
    heading_body_.clear();
    heading_to_.clear();
    Matter matter;
    const std::string number = block.paragraph.Captured("number");
    matter.number = std::atoi(number.c_str());
    matter.paragraph = ParagraphName(number);
    matter.where = block.passage.WhereOf();
    std::string rest = Bare(block.paragraph.Captured("rest"));
    matter.case_number = CaseNumberIn(&rest);
    matter.title = rest;
    title_from_head_ = !rest.empty();
    out_.matters.push_back(matter);
    in_matter_ = true;
  }

  // Takes the case number out of the row of a paragraph's number: "2026.016 KS", "Dnr KS 2026/12 Taxor".
  std::optional<std::string> CaseNumberIn(std::string* rest) const {
    if (rest->empty()) return std::nullopt;
    for (bool with_word : {false, true}) {
      const std::string prefix = with_word ? "dnr " : "";
      const std::string text = prefix + *rest;
      for (const normalize::Found& found : normalizer_.Find(text)) {
        if (found.kind != normalize::Kind::kCaseNumber) continue;
        if (with_word && found.start > static_cast<int>(prefix.size())) continue;
        std::string after = text.substr(ByteOf(text, found.end));
        std::string before = with_word ? "" : text.substr(0, ByteOf(text, found.start));
        while (before.ends_with(' ') || before.ends_with(':')) before.pop_back();
        const size_t space = before.rfind(' ');
        const std::string word = before.substr(space == std::string::npos ? 0 : space + 1);
        if (rules_.Match("case-number-word", word).rule != nullptr)
          before = before.substr(0, space == std::string::npos ? 0 : space);
        *rest = Bare(before + " " + after);
        return found.value;
      }
    }
    return std::nullopt;
  }

  void OpenSection(const Block& block) {
    const std::string& role = block.role();
    const bool was_start = role_ == "start";
    EndTitle();
    CloseDecision();
    last_sink_ = Sink::kNone;
    role_ = role;
    heading_ = &block;
    heading_body_ = block.heading.Captured("body");
    heading_to_ = block.heading.Captured("to");
    if (!heading_body_.empty()) heading_body_ = WithoutGenitive(heading_body_);
    // "Förslag till beslut på sammanträdet" holds motions; so does a proposal after the decision of minutes.
    (void)was_start;
  }

  std::string WithoutGenitive(const std::string& name) const {
    if (name.ends_with('s')) {
      std::string bare = BodyName(name.substr(0, name.size() - 1));
      if (rules_.Match("body-name", bare).rule != nullptr) return bare;
    }
    return "";
  }

  void EndTitle() { title_from_head_ = false; }

  // ---- First in a paragraph or a memo --------------------------------------------------------------------

  void AtStart(const Block& block) {
    std::optional<LeadIn> lead = ReadLeadIn(block.text, rules_);
    if (lead && ((in_matter_ && minutes_) || (lead->letter && part_.kind == "decision-letter"))) {
      EndTitle();
      role_ = "decision";
      InDecision(block);
      return;
    }
    if (in_matter_ && !out_.matters.empty()) {
      Matter& matter = out_.matters.back();
      if (!matter.case_number && block.text.size() < 60) {
        std::string rest = block.text;
        matter.case_number = CaseNumberIn(&rest);
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
    if (TakeAround(block)) return;
    // Whoever wants something else says so below the proposal, in lists too.
    if (std::vector<Motion> motions = MotionsIn(block.text, rules_); !motions.empty()) {
      CloseDecision();
      AddMotions(block, motions);
      return;
    }
    if (last_sink_ == Sink::kMotion && !(block.apart && block.marker.empty())) {
      ContinueMotions(block);
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
    if (clauses.size() == 1 && !goes_on) {
      // One sentence stands as it is, with who decides.
      PushItem(block, "", block.passage, 0);
      return;
    }
    // What stands between "beslutar" and the first clause is a condition, no clause.
    const bool condition = goes_on && !StartsClause(clauses.front().text);
    for (size_t i = condition ? 1 : 0; i < clauses.size(); ++i) PushItem(block, "", clauses[i], 0);
    if (condition) awaits_items_ = true;
    item_marker_ = "clause";
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

  // One heading with items of both kinds gives two decisions.
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
    matter_decisions_.push_back(out_.decisions.size());
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

  enum class Sink { kNone, kMotion, kRemark, kReservation };

  bool TakeAround(const Block& block) {
    std::vector<Reservation> reservations = ReservationsIn(block.text, rules_);
    std::vector<Remark> remarks = RemarksIn(block.text, rules_);
    if (reservations.empty() && remarks.empty()) return false;
    for (Reservation& reservation : reservations) {
      reservation.where = block.passage.WhereOf();
      reservations_.push_back(std::move(reservation));
      last_sink_ = Sink::kReservation;
    }
    for (Remark& remark : remarks) {
      remark.where = block.passage.WhereOf();
      remarks_.push_back(std::move(remark));
      last_sink_ = Sink::kRemark;
    }
    return true;
  }

  void AddMotions(const Block& block, std::vector<Motion> motions) {
    last_motions_ = motions_.size();
    for (Motion& motion : motions) {
      motion.where = block.passage.WhereOf();
      motions_.push_back(std::move(motion));
    }
    last_sink_ = Sink::kMotion;
  }

  void ContinueMotions(const Block& block) {
    const std::string text = Bare(block.text);
    for (size_t i = last_motions_; i < motions_.size(); ++i)
      motions_[i].text += (motions_[i].text.empty() ? "" : " ") + text;
  }

  void InSection(const Block& block) {
    if (!in_matter_ && !minutes_ && role_ == "text") return;
    if (role_ == "motions") {
      if (std::vector<Motion> motions = MotionsIn(block.text, rules_); !motions.empty())
        AddMotions(block, motions);
      else if (last_sink_ == Sink::kMotion)
        ContinueMotions(block);
      return;
    }
    if (role_ == "order" || role_ == "vote") {
      if (role_ == "order") order_ += (order_.empty() ? "" : " ") + block.text;
      TakeVotes(block);
      return;
    }
    if (role_ == "recipients" || role_ == "basis") {
      if (rules_.Match("decision-close", block.text).rule != nullptr ||
          rules_.Match("closing", block.text).rule != nullptr) {
        role_ = "text";
        return;
      }
      const std::string entry = normalize::Normalize(block.Content().text).text;
      if (entry.size() < 2 * kLongestTitle && !entry.empty())
        (role_ == "recipients" ? recipients_ : basis_).push_back(entry);
      return;
    }
    if (role_ == "reservation" || role_ == "note" || role_ == "statement" || role_ == "disqualification") {
      InRemarks(block);
      return;
    }
    if (role_ == "text") {
      if (TakeAround(block)) return;
      last_sink_ = Sink::kNone;
      if (StartsPlainDecision(block)) {
        role_ = "decision";
        heading_body_.clear();
        heading_to_.clear();
        heading_ = nullptr;
        InDecision(block);
      }
    }
  }

  // A line "Nämnden beslutar" that stands out below the text of a paragraph, with its items below it.
  bool StartsPlainDecision(const Block& block) const {
    if (!minutes_ || !in_matter_ || !block.marker.empty()) return false;
    std::optional<LeadIn> lead = ReadLeadIn(block.text, rules_);
    if (!lead || !lead->bare || next_ == nullptr || next_->marker.empty()) return false;
    return block.bold || block.apart;
  }

  void TakeVotes(const Block& block) {
    for (Vote& vote : VotesIn(block.text, rules_)) {
      vote.where = block.passage.WhereOf();
      votes_.push_back(std::move(vote));
    }
    RuleMatch meaning = rules_.Match("vote-meaning", block.text);
    if (meaning.rule != nullptr) {
      const std::string what = Bare(meaning.Captured("what") + meaning.Captured("what2"));
      if (yes_means_.empty()) yes_means_ = what;
    }
  }

  void InRemarks(const Block& block) {
    if (TakeAround(block)) return;
    const std::vector<Named> people = PeopleIn(block.text, rules_);
    if (last_sink_ == Sink::kRemark && !remarks_.empty()) {
      remarks_.back().text += " " + block.text;
      return;
    }
    if (last_sink_ == Sink::kReservation && !reservations_.empty()) {
      reservations_.back().text += " " + block.text;
      return;
    }
    if (people.empty()) return;
    // Names alone below the heading.
    size_t named_bytes = 0;
    for (const Named& named : people) named_bytes += named.name.size() + named.party.size() + 7;
    if (named_bytes < block.text.size()) return;
    if (role_ == "reservation") {
      Reservation reservation;
      for (const Named& named : people) {
        if (!named.is_group) reservation.persons.push_back(named.name);
        if (!named.party.empty() && std::find(reservation.parties.begin(), reservation.parties.end(),
                                              named.party) == reservation.parties.end())
          reservation.parties.push_back(named.party);
      }
      reservation.text = block.text;
      reservation.where = block.passage.WhereOf();
      reservation.rule = heading_ ? heading_->heading.rule->id : "";
      reservations_.push_back(std::move(reservation));
      last_sink_ = Sink::kReservation;
      return;
    }
    Remark remark;
    remark.kind = role_;
    for (const Named& named : people) remark.persons.push_back(named.name);
    remark.text = block.text;
    remark.where = block.passage.WhereOf();
    remark.rule = heading_ ? heading_->heading.rule->id : "";
    remarks_.push_back(std::move(remark));
    last_sink_ = Sink::kRemark;
  }

  // Gives what stands around decisions to the one it is about: what was decided before what was proposed.
  void CloseMatter() {
    CloseDecision();
    if (!matter_decisions_.empty()) {
      size_t main = matter_decisions_.front();
      for (size_t d : matter_decisions_) {
        if (out_.decisions[d].kind != "decided") continue;
        main = d;
        break;
      }
      Decision& decision = out_.decisions[main];
      decision.motions = std::move(motions_);
      decision.reservations = std::move(reservations_);
      for (Vote& vote : votes_)
        if (vote.yes_means.empty()) vote.yes_means = yes_means_;
      decision.votes = std::move(votes_);
      decision.remarks = std::move(remarks_);
      decision.order = std::move(order_);
      for (size_t d : matter_decisions_) {
        out_.decisions[d].recipients = recipients_;
        out_.decisions[d].basis = basis_;
      }
    }
    matter_decisions_.clear();
    motions_.clear();
    reservations_.clear();
    votes_.clear();
    remarks_.clear();
    order_.clear();
    yes_means_.clear();
    recipients_.clear();
    basis_.clear();
    last_sink_ = Sink::kNone;
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
  bool in_matter_ = false, title_from_head_ = false;

  std::optional<Decision> open_;
  std::vector<ItemPlace> places_;  // of its items
  bool awaits_items_ = false;
  std::string intro_;
  double item_left_ = -1;
  int item_row_ = 0;
  std::string item_marker_;
  bool item_bold_ = false;

  std::vector<size_t> matter_decisions_;  // of out_.decisions
  Sink last_sink_ = Sink::kNone;
  size_t last_motions_ = 0;
  std::vector<Motion> motions_;
  std::vector<Reservation> reservations_;
  std::vector<Vote> votes_;
  std::vector<Remark> remarks_;
  std::string order_, yes_means_;
  std::vector<std::string> recipients_, basis_;
};

}  // namespace

PartDecisions FindDecisions(const std::vector<Block>& blocks, int part_number, Part* part,
                            const RuleSet& rules, const normalize::Normalizer& normalizer) {
  PartDecisions out = MinutesReader(blocks, part_number, part, rules, normalizer).Run();
  if (part->kind == "decision-letter" && !out.decisions.empty()) part->body = out.decisions.front().body;
  if (part->kind != "extract" || out.matters.empty()) return out;
  const Matter& matter = out.matters.front();
  part->paragraph = matter.paragraph;
  if (!matter.title.empty()) part->title = matter.title, part->where = matter.where;
  if (matter.case_number) part->case_number = matter.case_number;
  for (Decision& decision : out.decisions)
    if (!decision.case_number) decision.case_number = part->case_number;
  return out;
}

}  // namespace avstam::rules
