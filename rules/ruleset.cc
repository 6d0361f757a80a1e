#include "rules/ruleset.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/sha256.h"
#include "normalize/misread.h"
#include "normalize/misread_figure.h"
#include "normalize/text.h"
#include "rules/rule_file.h"
#include "rules/vocabulary.h"

namespace avstam::rules {
namespace {

namespace fs = std::filesystem;

// RE2's default of 8 MiB is for one pattern; a set that runs out of it gives up and every pattern is tried in
// turn.
constexpr int64_t kSetMemoryBytes = 256 << 20;

// The rules of one kind.
struct KindIndex {
  std::vector<int> rules;  // of Impl::rules, in file order
  // Null for words: the normaliser matches those, here they are only checked.
  std::unique_ptr<RE2::Set> set;
  std::vector<int> place_in_rules;  // of each pattern of `set`; -1: of a rule that is not used
  // Compiled when the kind is first asked for.
  mutable std::once_flag once;
  mutable bool compiled = false;  // false then: it does not fit in memory
};

bool IsFragmentFile(std::string_view name) {
  return name == "fragments.toml" || name.ends_with("/fragments.toml");
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad())
    throw Error(ErrorCode::kRuleFile, EscapeForTerminal(path) + ": cannot be read");
  return text;
}

// Names count from their folder on: `skip` bytes are before it, in those from `own_from` on `own_skip`.
std::string HashOf(const std::deque<SourceText>& sources, size_t own_from, size_t skip, size_t own_skip) {
  std::string bytes;
  for (size_t i = 0; i < sources.size(); ++i) {
    const SourceText& source = sources[i];
    bytes += fmt::format("{}\n{}\n{}", source.name.substr(i < own_from ? skip : own_skip), source.text.size(),
                         source.text);
  }
  return Sha256Hex(bytes);
}

void AddToLexicon(const Rule& rule, normalize::Lexicon* lexicon) {
  auto value = [&](const char* key) {
    auto it = rule.set.find(key);
    return it == rule.set.end() ? std::string() : it->second;
  };
  if (rule.kind == "unit") {
    std::string power = value("power");
    lexicon->units.push_back({rule.pattern, value("unit"), value("currency"),
                              power.empty() ? 0 : std::stoi(power), value("before") == "true"});
  } else if (rule.kind == "hedge") {
    lexicon->hedges.push_back({rule.pattern, value("qualifier")});
  } else if (rule.kind == "rate") {
    lexicon->rates.push_back({rule.pattern, value("per")});
  } else if (rule.kind == "date-word") {
    lexicon->date_words.push_back(rule.pattern);
    lexicon->date_forms.push_back({rule.pattern, value("role")});
  } else if (rule.kind == "paragraph-word") {
    lexicon->paragraph_forms.push_back({rule.pattern, value("role")});
  } else if (rule.kind == "amount-tail") {
    lexicon->amount_tails.push_back(rule.pattern);
  } else if (rule.kind == "minus-word") {
    lexicon->minus_words.push_back(rule.pattern);
  } else if (rule.kind == "case-number-word") {
    lexicon->case_number_words.push_back(rule.pattern);
  } else if (rule.kind == "not-money") {
    lexicon->not_money_before.push_back(rule.pattern);
  }
}

// Start, end and captures of `compiled` in `text`; false when it does not match.
bool TryRule(const RE2& compiled, Tried tried, std::string_view text, RuleMatch* match) {
  std::vector<re2::StringPiece> groups(compiled.NumberOfCapturingGroups() + 1);
  RE2::Anchor anchor = tried == Tried::kWord ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
  re2::StringPiece piece(text.data(), text.size());
  if (!compiled.Match(piece, 0, text.size(), anchor, groups.data(), static_cast<int>(groups.size())))
    return false;
  match->start = static_cast<int>(groups[0].data() - text.data());
  match->end = match->start + static_cast<int>(groups[0].size());
  for (const auto& [name, index] : compiled.NamedCapturingGroups()) {
    if (groups[index].data() != nullptr) match->captures[name] = std::string(groups[index]);
  }
  return true;
}

}  // namespace

struct RuleSet::Impl {
  std::deque<SourceText> sources;  // in name order; addresses stay
  std::vector<Rule> rules;
  std::vector<FileRule> compiled;  // beside `rules`: patterns and examples
  std::map<std::string, KindIndex, std::less<>> kinds;
  Fragments shared_fragments;
  std::vector<Fragments> file_fragments;
  normalize::Lexicon lexicon;
  std::vector<MisreadExample> misread_examples;
  std::string hash;
  int words = 0;
  std::map<std::string, int> added_on_top;  // rules of each kind
  size_t own_from = 0;                      // of sources: the first of those on top
  struct Pack {
    size_t source = 0;                  // of sources
    std::vector<std::string> keywords;  // folded
  };
  std::vector<Pack> packs;
  mutable std::mutex packed_mutex;
  mutable std::map<std::vector<size_t>, std::unique_ptr<RuleSet>> packed;  // by indices of packs

  const SourceText& SourceOf(const std::string& name) const;
  // The sources at `chosen` are packs and added last, other packs are only noted.
  void AddSources(const std::vector<size_t>& chosen);
  void AddSource(const SourceText& source, bool on_top, bool is_chosen, std::map<std::string, int>* by_id);
  RuleSet WithPacks(const std::vector<size_t>& chosen) const;
  void AddOnTop(const SourceText& source, FileRule rule, std::map<std::string, int>* by_id);
  int AddToSet(const KindSpec& kind, const std::string& pattern);
  void PlaceInSets();
  std::vector<int> Candidates(const KindIndex& index, std::string_view text) const;
  std::vector<RuleMatch> Match(std::string_view kind, std::string_view text, size_t at_most) const;
  RuleFinding Finding(const std::string& file, SourcePlace place, const std::string& message) const;
  void CheckMisreadExamples(std::vector<RuleFinding>* findings) const;
  void CheckRule(int index, std::map<std::string, std::string>* seen,
                 std::vector<RuleFinding>* findings) const;
};

const SourceText& RuleSet::Impl::SourceOf(const std::string& name) const {
  return *std::find_if(sources.begin(), sources.end(),
                       [&](const SourceText& source) { return source.name == name; });
}

void RuleSet::Impl::AddSources(const std::vector<size_t>& chosen) {
  for (const SourceText& source : sources)
    if (IsFragmentFile(source.name)) ParseFragmentFile(source, &shared_fragments);
  std::map<std::string, int> by_id;
  for (size_t i = 0; i < sources.size(); ++i)
    if (!std::count(chosen.begin(), chosen.end(), i)) AddSource(sources[i], i >= own_from, false, &by_id);
  for (size_t i : chosen) AddSource(sources[i], true, true, &by_id);
  PlaceInSets();
}

RuleSet RuleSet::Impl::WithPacks(const std::vector<size_t>& chosen) const {
  RuleSet set;
  set.impl_->sources = sources;
  set.impl_->own_from = own_from;
  set.impl_->hash = hash;
  std::vector<size_t> places;
  for (size_t pack : chosen) places.push_back(packs[pack].source);
  set.impl_->AddSources(places);
  set.impl_->packs.clear();
  return set;
}

// Rules on top of the common ones: in place of one with their id, else before those of their kind.
void RuleSet::Impl::AddOnTop(const SourceText& source, FileRule rule, std::map<std::string, int>* by_id) {
  if (rule.kind->tried == Tried::kWord)
    FailAt(source, rule.place,
           fmt::format("kind '{}' holds words that all papers share: it belongs in the common rules",
                       rule.rule.kind));
  auto [it, is_new] = by_id->emplace(rule.rule.id, static_cast<int>(compiled.size()));
  if (is_new) {
    std::vector<int>& members = kinds[rule.rule.kind].rules;
    members.insert(members.begin() + added_on_top[rule.rule.kind]++, it->second);
    rules.push_back(rule.rule);
    compiled.push_back(std::move(rule));
    return;
  }
  const auto place = static_cast<size_t>(it->second);
  if (rules[place].kind != rule.rule.kind)
    FailAt(source, rule.place,
           fmt::format("'{}' is of kind '{}' at {}:{}, not '{}'", rule.rule.id, rules[place].kind,
                       rules[place].file, rules[place].line, rule.rule.kind));
  rules[place] = rule.rule;
  compiled[place] = std::move(rule);
}

void RuleSet::Impl::AddSource(const SourceText& source, bool on_top, bool is_chosen,
                              std::map<std::string, int>* by_id) {
  if (source.name.ends_with(".csv")) {
    words += ReadVocabulary(source, &lexicon, &misread_examples);
    return;
  }
  if (IsFragmentFile(source.name)) return;  // read before all others
  RuleFile file = ParseRuleFile(
      source, &shared_fragments,
      [&](const KindSpec& kind, const std::string& pattern) { return AddToSet(kind, pattern); });
  if (file.is_pack && !is_chosen) {
    for (std::string& keyword : file.keywords) keyword = normalize::FoldedKey(keyword);
    const auto place = std::find_if(sources.begin(), sources.end(),
                                    [&](const SourceText& other) { return &other == &source; });
    packs.push_back({static_cast<size_t>(place - sources.begin()), std::move(file.keywords)});
    return;
  }
  for (FileRule& rule : file.rules) {
    if (on_top) {
      AddOnTop(source, std::move(rule), by_id);
      continue;
    }
    auto [it, is_new] = by_id->emplace(rule.rule.id, static_cast<int>(compiled.size()));
    if (!is_new) {
      const Rule& first = compiled[it->second].rule;
      FailAt(source, rule.place,
             fmt::format("duplicate id '{}'; first at {}:{}", first.id, first.file, first.line));
    }
    AddToLexicon(rule.rule, &lexicon);
    kinds[rule.rule.kind].rules.push_back(it->second);
    rules.push_back(rule.rule);
    compiled.push_back(std::move(rule));
  }
  file_fragments.push_back(std::move(file.fragments));
}

int RuleSet::Impl::AddToSet(const KindSpec& kind, const std::string& pattern) {
  KindIndex& index = kinds[kind.name];
  if (index.set == nullptr) {
    RE2::Options options = PatternOptions(kind);
    options.set_max_mem(kSetMemoryBytes);
    index.set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  }
  return index.set->Add(pattern, nullptr);
}

void RuleSet::Impl::PlaceInSets() {
  for (auto& [name, index] : kinds) {
    for (size_t place = 0; place < index.rules.size(); ++place) {
      const int in_set = compiled[static_cast<size_t>(index.rules[place])].in_set;
      if (in_set < 0) continue;
      index.place_in_rules.resize(std::max(index.place_in_rules.size(), static_cast<size_t>(in_set) + 1), -1);
      index.place_in_rules[static_cast<size_t>(in_set)] = static_cast<int>(place);
    }
  }
}

// Positions in index.rules that may match, sorted.
std::vector<int> RuleSet::Impl::Candidates(const KindIndex& index, std::string_view text) const {
  std::call_once(index.once, [&] { index.compiled = index.set != nullptr && index.set->Compile(); });
  std::vector<int> hits, places;
  RE2::Set::ErrorInfo error{RE2::Set::kNotCompiled};
  if (index.compiled && index.set->Match(re2::StringPiece(text.data(), text.size()), &hits, &error)) {
    for (int hit : hits) {
      const int place = static_cast<size_t>(hit) < index.place_in_rules.size()
                            ? index.place_in_rules[static_cast<size_t>(hit)]
                            : -1;
      if (place >= 0) places.push_back(place);
    }
    std::sort(places.begin(), places.end());
    return places;
  }
  if (error.kind == RE2::Set::kNoError) return {};
  places.resize(index.rules.size());  // no set, or it ran out of memory on this text
  std::iota(places.begin(), places.end(), 0);
  return places;
}

std::vector<RuleMatch> RuleSet::Impl::Match(std::string_view kind, std::string_view text,
                                            size_t at_most) const {
  std::vector<RuleMatch> matches;
  auto it = kinds.find(kind);
  if (it == kinds.end()) return matches;
  for (int hit : Candidates(it->second, text)) {
    if (matches.size() == at_most) break;
    int index = it->second.rules[hit];
    RuleMatch match;
    if (!TryRule(compiled[index].pattern->Compiled(), compiled[index].kind->tried, text, &match)) continue;
    match.rule = &rules[index];
    matches.push_back(std::move(match));
  }
  return matches;
}

RuleFinding RuleSet::Impl::Finding(const std::string& file, SourcePlace place,
                                   const std::string& message) const {
  return {file, place.line, FormatAt(SourceOf(file), place, message)};
}

// `seen`: kind and text of the accepting examples so far -> where.
void RuleSet::Impl::CheckRule(int index, std::map<std::string, std::string>* seen,
                              std::vector<RuleFinding>* findings) const {
  const FileRule& rule = compiled[index];
  const std::string& id = rule.rule.id;
  auto report = [&](const Example& example, const std::string& message) {
    findings->push_back(Finding(rule.rule.file, example.place, message));
  };
  for (const Example& example : rule.accepts) {
    std::string text = normalize::Normalize(example.text).text;
    auto [it, is_new] =
        seen->emplace(rule.rule.kind + "\n" + text, fmt::format("{}:{}", rule.rule.file, example.place.line));
    if (!is_new) report(example, fmt::format("'{}' is an example already at {}", example.text, it->second));
    RuleMatch match;
    if (!TryRule(rule.pattern->Compiled(), rule.kind->tried, text, &match)) {
      report(example, fmt::format("rule '{}' does not match its example '{}'", id, example.text));
      continue;
    }
    for (const auto& [name, expected] : example.captures) {
      auto capture = match.captures.find(name);
      if (capture == match.captures.end()) {
        report(example,
               fmt::format("in '{}', '{}' captures nothing, not '{}'", example.text, name, expected));
      } else if (capture->second != normalize::Normalize(expected).text) {
        report(example, fmt::format("in '{}', '{}' captures '{}', not '{}'", example.text, name,
                                    capture->second, expected));
      }
    }
    const std::vector<RuleMatch> taken = Match(rule.rule.kind, text, 1);
    const Rule* first = taken.empty() ? nullptr : taken.front().rule;
    if (first == nullptr) {
      report(example, fmt::format("the coarse form of a fragment of rule '{}' does not take its example '{}'",
                                  id, example.text));
    } else if (first != &rules[index]) {
      report(example, fmt::format("'{}' is taken before rule '{}' by rule '{}' ({}:{})", example.text, id,
                                  first->id, first->file, first->line));
    }
  }
  for (const Example& example : rule.rejects) {
    RuleMatch match;
    if (TryRule(rule.pattern->Compiled(), rule.kind->tried, normalize::Normalize(example.text).text,
                &match)) {
      report(example, fmt::format("rule '{}' matches '{}', which it must reject", id, example.text));
    }
  }
}

void RuleSet::Impl::CheckMisreadExamples(std::vector<RuleFinding>* findings) const {
  using normalize::NameKind;
  normalize::NameRepairer names(lexicon);
  for (const MisreadExample& example : misread_examples) {
    std::string got;
    if (std::optional<NameKind> kind = normalize::NameKindFromName(example.kind)) {
      bool words = *kind == NameKind::kTotal || *kind == NameKind::kNote;
      std::optional<normalize::RepairedName> repaired =
          words ? names.RepairWords(example.read, *kind) : names.Repair(example.read, *kind);
      if (repaired) got = repaired->name;
    } else if (std::optional<normalize::MendedFigure> figure =
                   normalize::MendFigure(example.read, lexicon.figure_signs)) {
      got = figure->text;
    }
    if (got == example.name) continue;
    std::string message =
        example.name.empty()
            ? fmt::format("'{}' is repaired to '{}', but must be left", example.read, got)
            : fmt::format("'{}' is repaired to '{}', not '{}'", example.read, got, example.name);
    findings->push_back(Finding(example.file, example.place, message));
  }
}

RuleSet::RuleSet() : impl_(std::make_unique<Impl>()) {}
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

namespace {

// All files of a set, in the order in which they count.
struct Sources {
  std::deque<SourceText> files;
  size_t own_from = 0;  // those of the user's own begin here
  std::string hash;
};

Sources InOrder(std::vector<SourceText> files, const std::string& directory,
                std::vector<SourceText> own_files, const std::string& own) {
  Sources out;
  const auto add = [&](std::vector<SourceText>* texts, const std::string& folder) {
    std::sort(texts->begin(), texts->end(),
              [](const SourceText& a, const SourceText& b) { return a.name < b.name; });
    const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
    for (SourceText& file : *texts) out.files.push_back({prefix + file.name, std::move(file.text)});
    return prefix.size();
  };
  const size_t skip = add(&files, directory);
  out.own_from = out.files.size();
  const size_t own_skip = add(&own_files, own);
  out.hash = HashOf(out.files, out.own_from, skip, own_skip);
  return out;
}

}  // namespace

RuleSet RuleSet::FromTexts(std::vector<SourceText> files, const std::string& directory,
                           std::vector<SourceText> own_files, const std::string& own) {
  Sources sources = InOrder(std::move(files), directory, std::move(own_files), own);
  RuleSet set;
  Impl& impl = *set.impl_;
  impl.sources = std::move(sources.files);
  impl.own_from = sources.own_from;
  impl.hash = std::move(sources.hash);
  impl.AddSources({});
  return set;
}

namespace {

// Every rule file below a folder.
std::vector<SourceText> ReadFolder(const std::string& directory) {
  auto fail = [&](const std::string& message) {
    throw Error(ErrorCode::kRuleFile, EscapeForTerminal(directory) + ": " + message);
  };
  std::vector<SourceText> files;
  try {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
      std::string extension = entry.path().extension().string();
      if ((extension != ".toml" && extension != ".csv") || !entry.is_regular_file()) continue;
      files.push_back(
          {entry.path().lexically_relative(directory).generic_string(), ReadFile(entry.path().string())});
    }
  } catch (const fs::filesystem_error& error) {
    fail(fmt::format("the folder of rule files cannot be read: {}", error.code().message()));
  }
  bool any =
      std::any_of(files.begin(), files.end(), [](const SourceText& f) { return f.name.ends_with(".toml"); });
  if (!any) fail("no rule file (*.toml) in this folder");
  return files;
}

}  // namespace

RuleSet RuleSet::Load(const std::string& directory, const std::string& own) {
  if (own.empty()) return FromTexts(ReadFolder(directory), directory);
  return FromTexts(ReadFolder(directory), directory, ReadFolder(own), own);
}

std::string RuleSet::HashOf(const std::string& directory, const std::string& own) {
  return InOrder(ReadFolder(directory), directory, own.empty() ? std::vector<SourceText>() : ReadFolder(own),
                 own)
      .hash;
}

bool RuleSet::HasPacks() const { return !impl_->packs.empty(); }

const RuleSet& RuleSet::For(std::string_view text) const {
  std::vector<size_t> chosen;
  const std::string folded = impl_->packs.empty() ? "" : normalize::FoldedKey(text);
  for (size_t i = 0; i < impl_->packs.size(); ++i) {
    const std::vector<std::string>& keywords = impl_->packs[i].keywords;
    if (std::any_of(keywords.begin(), keywords.end(),
                    [&](const std::string& keyword) { return folded.find(keyword) != std::string::npos; }))
      chosen.push_back(i);
  }
  if (chosen.empty()) return *this;
  std::lock_guard lock(impl_->packed_mutex);
  std::unique_ptr<RuleSet>& packed = impl_->packed[chosen];
  if (packed == nullptr) packed = std::make_unique<RuleSet>(impl_->WithPacks(chosen));
  return *packed;
}

std::vector<RuleMatch> RuleSet::MatchAll(std::string_view kind, std::string_view text) const {
  return impl_->Match(kind, text, std::string::npos);
}

RuleMatch RuleSet::Match(std::string_view kind, std::string_view text) const {
  std::vector<RuleMatch> matches = impl_->Match(kind, text, 1);
  return matches.empty() ? RuleMatch() : std::move(matches.front());
}

const std::vector<Rule>& RuleSet::rules() const { return impl_->rules; }
const normalize::Lexicon& RuleSet::lexicon() const { return impl_->lexicon; }
const std::string& RuleSet::hash() const { return impl_->hash; }

size_t RuleSet::example_count() const {
  size_t count = impl_->misread_examples.size();
  for (const FileRule& rule : impl_->compiled) count += rule.accepts.size() + rule.rejects.size();
  return count;
}

std::vector<RuleFinding> RuleSet::CheckExamples() const {
  std::vector<RuleFinding> findings;
  std::map<std::string, std::string> seen;
  for (size_t i = 0; i < impl_->compiled.size(); ++i) impl_->CheckRule(static_cast<int>(i), &seen, &findings);
  impl_->CheckMisreadExamples(&findings);
  auto check_fragments = [&](const Fragments& fragments) {
    for (const auto& [name, fragment] : fragments) {
      if (fragment.uses > 0) continue;
      findings.push_back(impl_->Finding(fragment.source->name, fragment.place,
                                        fmt::format("fragment '{}' is used by no pattern", name)));
    }
  };
  check_fragments(impl_->shared_fragments);
  for (const Fragments& fragments : impl_->file_fragments) check_fragments(fragments);
  return findings;
}

RuleReport RuleSet::Report() const {
  RuleReport report;
  report.files = static_cast<int>(impl_->sources.size());
  report.rules = static_cast<int>(impl_->rules.size());
  for (const FileRule& rule : impl_->compiled) {
    report.accepts += static_cast<int>(rule.accepts.size());
    report.rejects += static_cast<int>(rule.rejects.size());
  }
  for (const MisreadExample& example : impl_->misread_examples)
    ++(example.name.empty() ? report.rejects : report.accepts);
  report.words = impl_->words;
  report.findings = CheckExamples();
  // Each pack with the common rules; what those have to say has been said.
  for (size_t pack = 0; pack < impl_->packs.size(); ++pack) {
    const std::string& file = impl_->sources[impl_->packs[pack].source].name;
    const RuleSet packed = impl_->WithPacks({pack});
    for (const FileRule& rule : packed.impl_->compiled) {
      if (rule.rule.file != file) continue;
      ++report.rules;
      report.accepts += static_cast<int>(rule.accepts.size());
      report.rejects += static_cast<int>(rule.rejects.size());
    }
    for (RuleFinding& finding : packed.CheckExamples())
      if (finding.file == file) report.findings.push_back(std::move(finding));
  }
  return report;
}

}  // namespace avstam::rules
