#include "rules/around_decision.h"

#include <algorithm>
#include <utility>

#include "normalize/text.h"
#include "rules/people.h"

namespace avstam::rules {
namespace {

constexpr size_t kLongestEntry = 500;  // bytes, of a list of papers or of recipients

// "Samtliga nämnder, ekonomichefen" are two, "Anna Berg, ekonomichef" is one.
std::vector<std::string> Recipients(const std::string& entry, const RuleSet& rules) {
  RuleMatch person = rules.Match("attendee", entry);
  if (person.rule != nullptr && StartsLower(person.Captured("title"))) return {entry};
  std::vector<std::string> out;
  int depth = 0;
  size_t start = 0;
  auto add = [&](size_t end) {
    std::string one = entry.substr(start, end - start);
    while (one.ends_with('.') || one.ends_with(' ')) one.pop_back();
    if (!one.empty()) out.push_back(std::move(one));
  };
  for (size_t i = 0; i < entry.size(); ++i) {
    depth += entry[i] == '(' ? 1 : entry[i] == ')' ? -1 : 0;
    if (depth > 0 || entry[i] != ',' || i + 1 >= entry.size() || entry[i + 1] != ' ') continue;
    add(i);
    start = i + 2;
  }
  add(entry.size());
  return out;
}

}  // namespace

void AroundDecision::Read(const std::string& role, const std::string& rule, const Block& block) {
  if (role == "motions") {
    if (!AddMotions(block) && last_ == Last::kMotion) ContinueMotions(block);
  } else if (role == "order" || role == "vote") {
    if (role == "order") order_ += (order_.empty() ? "" : " ") + block.text;
    TakeVotes(block);
  } else if (role == "recipients" || role == "basis") {
    const std::string entry = normalize::Normalize(block.Content().text).text;
    if (entry.size() >= kLongestEntry || entry.empty()) return;
    if (role == "basis")
      basis_.push_back(entry);
    else
      for (std::string& recipient : Recipients(entry, *rules_)) recipients_.push_back(std::move(recipient));
  } else if (role == "reservation" || role == "note" || role == "statement" || role == "disqualification") {
    InRemarks(role, rule, block);
  }
}

bool AroundDecision::TakeMotions(const Block& block) {
  if (AddMotions(block)) return true;
  if (last_ != Last::kMotion || (block.apart && block.marker.empty())) return false;
  ContinueMotions(block);
  return true;
}

void AroundDecision::GiveTo(Decision* decision) {
  for (Vote& vote : votes_)
    if (vote.yes_means.empty()) vote.yes_means = yes_means_;
  decision->motions = std::move(motions_);
  decision->reservations = std::move(reservations_);
  decision->votes = std::move(votes_);
  decision->remarks = std::move(remarks_);
  decision->order = std::move(order_);
}

bool AroundDecision::TakeAround(const Block& block) {
  std::vector<Reservation> reservations = ReservationsIn(block.text, *rules_);
  std::vector<Remark> remarks = RemarksIn(block.text, *rules_);
  if (reservations.empty() && remarks.empty()) return false;
  for (Reservation& reservation : reservations) {
    reservation.where = block.passage.WhereOf();
    reservations_.push_back(std::move(reservation));
    last_ = Last::kReservation;
  }
  for (Remark& remark : remarks) {
    remark.where = block.passage.WhereOf();
    remarks_.push_back(std::move(remark));
    last_ = Last::kRemark;
  }
  return true;
}

bool AroundDecision::AddMotions(const Block& block) {
  std::vector<Motion> motions = MotionsIn(block.text, *rules_);
  if (motions.empty()) return false;
  last_motions_ = motions_.size();
  for (Motion& motion : motions) {
    motion.where = block.passage.WhereOf();
    motions_.push_back(std::move(motion));
  }
  last_ = Last::kMotion;
  return true;
}

void AroundDecision::ContinueMotions(const Block& block) {
  const std::string text = Bare(block.text);
  for (size_t i = last_motions_; i < motions_.size(); ++i)
    motions_[i].text += (motions_[i].text.empty() ? "" : " ") + text;
}

void AroundDecision::TakeVotes(const Block& block) {
  for (Vote& vote : VotesIn(block.text, *rules_)) {
    vote.where = block.passage.WhereOf();
    votes_.push_back(std::move(vote));
  }
  RuleMatch meaning = rules_->Match("vote-meaning", block.text);
  if (meaning.rule != nullptr) {
    const std::string what =
        Bare(meaning.Captured("what") + meaning.Captured("what2") + meaning.Captured("what3"));
    if (yes_means_.empty()) yes_means_ = what;
  }
}

void AroundDecision::InRemarks(const std::string& role, const std::string& rule, const Block& block) {
  if (TakeAround(block)) return;
  const std::vector<Named> people = PeopleIn(block.text, *rules_);
  if (last_ == Last::kRemark && !remarks_.empty()) {
    remarks_.back().text += " " + block.text;
    return;
  }
  if (last_ == Last::kReservation && !reservations_.empty()) {
    reservations_.back().text += " " + block.text;
    return;
  }
  if (people.empty()) return;
  // Names alone below the heading.
  size_t named_bytes = 0;
  for (const Named& named : people) named_bytes += named.name.size() + named.party.size() + 7;
  if (named_bytes < block.text.size()) return;
  if (role == "reservation") {
    Reservation reservation;
    for (const Named& named : people) {
      if (!named.is_group) reservation.persons.push_back(named.name);
      if (!named.party.empty() && std::find(reservation.parties.begin(), reservation.parties.end(),
                                            named.party) == reservation.parties.end())
        reservation.parties.push_back(named.party);
    }
    reservation.text = block.text;
    reservation.where = block.passage.WhereOf();
    reservation.rule = rule;
    reservations_.push_back(std::move(reservation));
    last_ = Last::kReservation;
    return;
  }
  Remark remark;
  remark.kind = role;
  for (const Named& named : people) remark.persons.push_back(named.name);
  remark.text = block.text;
  remark.where = block.passage.WhereOf();
  remark.rule = rule;
  remarks_.push_back(std::move(remark));
  last_ = Last::kRemark;
}

}  // namespace avstam::rules
