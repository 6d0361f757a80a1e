#include "rules/ruleset.h"

namespace avstam::rules {
struct RuleSet::Impl {
  std::vector<Rule> rules;
  normalize::Lexicon lexicon;
  std::string hash;
};
RuleSet::RuleSet() : impl_(std::make_unique<Impl>()) {}
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet RuleSet::Load(const std::string&) { return RuleSet(); }
std::vector<RuleMatch> RuleSet::MatchAll(std::string_view, std::string_view) const { return {}; }
RuleMatch RuleSet::Match(std::string_view, std::string_view) const { return {}; }
const std::vector<Rule>& RuleSet::rules() const { return impl_->rules; }
const normalize::Lexicon& RuleSet::lexicon() const { return impl_->lexicon; }
const std::string& RuleSet::hash() const { return impl_->hash; }
size_t RuleSet::example_count() const { return 0; }
std::vector<RuleFinding> RuleSet::CheckExamples() const { return {}; }
}  // namespace avstam::rules
