#include "normalize/misread.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "normalize/text.h"

namespace avstam::normalize {
namespace {

// Hundredths of a letter.
constexpr int kOtherLetter = 100;
constexpr int kEnding = 200;  // a lost or added last letter is an inflected form, another word
constexpr int kAccentOnly =
    8;  // "ô" for "ö": not in the list of confusions, but the same letter below the accent
constexpr int kStraySign = 15;         // a dot or stroke that recognition saw between letters
constexpr int kClearly = 40;           // the next name must be this much further off
constexpr size_t kLongestLabel = 100;  // bytes
constexpr size_t kMostShift = 3;       // letters more or less
constexpr size_t kShortName = 6;       // letters

// How far a name of so many letters may be off: a short word is soon another word.
int Budget(size_t letters) {
  if (letters < 4) return 0;
  if (letters < 6) return 34;
  if (letters < 8) return 50;
  if (letters < 10) return 70;
  if (letters < 14) return 110;
  return 150;
}

constexpr std::array<std::pair<NameKind, std::string_view>, 8> kKindNames = {
    {{NameKind::kRegion, "region"},
     {NameKind::kMunicipality, "municipality"},
     {NameKind::kMonth, "month"},
     {NameKind::kUnit, "unit"},
     {NameKind::kTotal, "total"},
     {NameKind::kNote, "note"},
     {NameKind::kBoard, "board"},
     {NameKind::kHeading, "heading"}}};

std::u32string ToCodePoints(std::string_view utf8) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out += static_cast<char32_t>(text.char32At(i));
  return out;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  for (char32_t c : text) icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out);
  return out;
}

const icu::Normalizer2* Form(bool composed) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form =
      composed ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
  return U_FAILURE(status) ? nullptr : form;
}

// The letter below the accents.
char32_t BaseLetter(char32_t c) {
  if (c < 0x80) return c;
  static const icu::Normalizer2* nfd = Form(false);
  icu::UnicodeString parts;
  if (nfd == nullptr || !nfd->getDecomposition(static_cast<UChar32>(c), parts)) return c;
  return static_cast<char32_t>(parts.char32At(0));
}

bool IsLetterOrDigit(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

struct Step {
  std::u32string written, read;
  int cost = 0;
};

// Cost of each prefix of what was written as each prefix of what was read.
class Costs {
 public:
  void Reset(size_t written, size_t read, int value) {
    width_ = read + 1;
    costs_.assign((written + 1) * width_, value);
  }
  int& operator()(size_t written, size_t read) { return costs_[written * width_ + read]; }
  int operator()(size_t written, size_t read) const { return costs_[written * width_ + read]; }

 private:
  size_t width_ = 0;
  std::vector<int> costs_;
};

// Sets of letters and digits, all other signs as one.
using SignSet = uint64_t;
SignSet SetOf(char32_t c) {
  if (c >= U'a' && c <= U'z') return SignSet{1} << (c - U'a');
  if (c >= U'0' && c <= U'9') return SignSet{1} << (26 + c - U'0');
  return SignSet{1} << 40;
}
constexpr SignSet kAnySign = ~SignSet{0};
constexpr SignSet kOtherSign = SignSet{1} << 40;

// A word with all that is asked of its letters for each word that it is compared with.
struct Spelling {
  std::u32string letters;           // case folded, letters and digits
  std::u32string bases;             // below the accents
  std::vector<const Step*> steps;   // those of which `written` ends after letter i are at steps_end[i]..
  std::vector<uint32_t> steps_end;  // ..steps_end[i + 1]
};

struct Name {
  std::vector<SignSet> readings;  // what each letter may have been read as
  std::vector<SignSet> reach;     // what the letters around each place may have been read as
  Spelling spelling;
  std::string name, code;
  NameKind kind = NameKind::kRegion;
  size_t letters = 0;
};

// A name that the lexicon writes small, at the head of a label.
std::string InCaseOf(std::string_view read, const std::string& name) {
  std::u32string r = ToCodePoints(read), n = ToCodePoints(name);
  if (r.empty() || n.empty() || !u_isupper(static_cast<UChar32>(r[0]))) return name;
  n[0] = static_cast<char32_t>(u_toupper(static_cast<UChar32>(n[0])));
  return ToUtf8(n);
}

std::string JoinWhy(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (out.find(part) != std::string::npos) continue;
    out += (out.empty() ? "" : ", ") + part;
  }
  return out;
}

}  // namespace

std::string_view NameKindName(NameKind kind) {
  for (const auto& [value, name] : kKindNames)
    if (value == kind) return name;
  return "";
}

std::optional<NameKind> NameKindFromName(std::string_view name) {
  for (const auto& [value, kind_name] : kKindNames)
    if (kind_name == name) return value;
  return {};
}

struct NameRepairer::Index {
  explicit Index(const Lexicon& lexicon) {
    for (const Confusion& confusion : lexicon.confusions) {
      Step step{ToCodePoints(confusion.written), ToCodePoints(confusion.read), confusion.cost};
      for (char32_t c : step.read)
        if (!IsLetterOrDigit(c) && c != U'*') signs.insert(c);
      for (char32_t c : step.written)
        for (char32_t r : step.read) readings_of[c] |= r == U'*' ? kAnySign : SetOf(r);
      longest_read = std::max(longest_read, step.read.size());
      longest_written = std::max(longest_written, step.written.size());
      steps_ending_with[step.written.back()].push_back(std::move(step));
    }
    for (const PlaceName& place : lexicon.regions) Add(place.name, place.code, NameKind::kRegion);
    for (const PlaceName& place : lexicon.municipalities)
      Add(place.name, place.code, NameKind::kMunicipality);
    for (const MonthForm& month : lexicon.months) Add(month.word, "", NameKind::kMonth);
    for (const KnownWord& word : lexicon.known_words)
      if (std::optional<NameKind> kind = NameKindFromName(word.kind)) Add(word.word, "", *kind);
  }

  void Add(const std::string& name, const std::string& code, NameKind kind) {
    Name entry{{}, {}, Spell(Key(name, false)), name, code, kind, 0};
    for (char32_t c : entry.spelling.letters) {
      SignSet set = SetOf(c) | SetOf(BaseLetter(c)) | kOtherSign;
      if (auto it = readings_of.find(c); it != readings_of.end()) set |= it->second;
      entry.readings.push_back(set);
    }
    entry.reach = Around(entry.readings);
    entry.letters = entry.spelling.letters.size();
    exact.insert({entry.spelling.letters, kind});
    names.push_back(std::move(entry));
  }

  Spelling Spell(std::u32string letters) const {
    Spelling out;
    out.steps_end.push_back(0);
    for (size_t i = 0; i < letters.size(); ++i) {
      out.bases += BaseLetter(letters[i]);
      if (auto it = steps_ending_with.find(letters[i]); it != steps_ending_with.end())
        for (const Step& step : it->second)
          if (std::u32string_view(letters).substr(0, i + 1).ends_with(step.written))
            out.steps.push_back(&step);
      out.steps_end.push_back(static_cast<uint32_t>(out.steps.size()));
    }
    out.letters = std::move(letters);
    return out;
  }

  // Case folded, NFC, letters and digits; of what was read also the signs that letters are taken for.
  std::u32string Key(std::string_view text, bool read) const {
    icu::UnicodeString folded =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* nfc = Form(true);
    if (nfc != nullptr) folded = nfc->normalize(folded.foldCase(), status);
    std::u32string key;
    for (int32_t i = 0; U_SUCCESS(status) && i < folded.length(); i = folded.moveIndex32(i, 1)) {
      char32_t c = static_cast<char32_t>(folded.char32At(i));
      if (IsLetterOrDigit(c) || (read && signs.contains(c))) key += c;
    }
    return key;
  }

  bool IsExact(const std::u32string& key) const {
    for (const auto& [kind, name] : kKindNames)
      if (exact.contains({key, kind})) return true;
    return false;
  }

  static int LetterCost(const Spelling& written, size_t i, const Spelling& read, size_t j) {
    if (written.letters[i] == read.letters[j]) return 0;
    return written.bases[i] == read.bases[j] ? kAccentOnly : kOtherLetter;
  }

  static int LostCost(bool last) { return last ? kEnding : kOtherLetter; }
  static int AddedCost(char32_t c, bool last) {
    return !IsLetterOrDigit(c) ? kStraySign : last ? kEnding : kOtherLetter;
  }

  // Cost of reading `written` as `read`; `limit` + 1 or more when it is beyond `limit`.  `why`: what was
  // taken for what.
  int Distance(const Spelling& written, const Spelling& read, int limit,
               std::vector<std::string>* why) const {
    const size_t n = written.letters.size(), m = read.letters.size();
    static thread_local Costs cost;
    cost.Reset(n, m, limit + kEnding);
    // Places within the limit lie in a narrow band: what is beyond it never comes back.  One past the last
    // such place of each row, 0: none; `begin` is the first such place of the rows that a step reaches back
    // to.
    static thread_local std::vector<size_t> first, end;
    first.assign(n + 1, m + 1), end.assign(n + 1, 0);
    for (size_t i = 0; i <= n; ++i) {
      size_t begin = i == 0 ? 0 : m + 1, reach = 0;
      for (size_t back = 1; back <= std::min(i, longest_written); ++back) {
        begin = std::min(begin, first[i - back]);
        reach = std::max(reach, end[i - back]);
      }
      if (i > 0 && begin > m) return limit + 1;
      for (size_t j = begin; j <= m; ++j) {
        if (j >= reach + longest_read && end[i] < j && j > 0) break;
        int here = i == 0 && j == 0 ? 0 : limit + kEnding;
        if (i > 0) here = std::min(here, cost(i - 1, j) + LostCost(i == n));
        if (j > 0) here = std::min(here, cost(i, j - 1) + AddedCost(read.letters[j - 1], j == m));
        if (i > 0 && j > 0)
          here = std::min(here, cost(i - 1, j - 1) + LetterCost(written, i - 1, read, j - 1));
        if (i > 0)
          if (const Step* step = BestStep(written, i, read, j, cost))
            here = std::min(here, cost(i - step->written.size(), j - step->read.size()) + step->cost);
        cost(i, j) = here;
        if (here > limit) continue;
        first[i] = std::min(first[i], j);
        end[i] = j + 1;
      }
    }
    if (why != nullptr) Explain(written, read, cost, why);
    return cost(n, m);
  }

  static const Step* BestStep(const Spelling& written, size_t i, const Spelling& read, size_t j,
                              const Costs& cost) {
    const Step* best = nullptr;
    int least = 0;
    for (size_t s = written.steps_end[i - 1]; s < written.steps_end[i]; ++s) {
      const Step& step = *written.steps[s];
      if (step.read.size() > j) continue;
      if (step.read != U"*" && read.letters.compare(j - step.read.size(), step.read.size(), step.read) != 0)
        continue;
      const int total = cost(i - step.written.size(), j - step.read.size()) + step.cost;
      if (best == nullptr || total < least) best = &step, least = total;
    }
    return best;
  }

  static void Explain(const Spelling& written, const Spelling& read, const Costs& cost,
                      std::vector<std::string>* why) {
    const std::u32string_view w(written.letters), r(read.letters);
    size_t i = w.size(), j = r.size();
    auto say = [&](std::u32string_view from, std::u32string_view to) {
      why->insert(why->begin(), from.empty() ? ToUtf8(to) + " added"
                                : to.empty() ? ToUtf8(from) + " lost"
                                             : ToUtf8(from) + " read as " + ToUtf8(to));
    };
    while (i > 0 || j > 0) {
      int here = cost(i, j);
      if (i > 0 && j > 0 && here == cost(i - 1, j - 1) + LetterCost(written, i - 1, read, j - 1)) {
        --i, --j;
        if (w[i] != r[j]) say(w.substr(i, 1), r.substr(j, 1));
        continue;
      }
      const Step* step = i > 0 ? BestStep(written, i, read, j, cost) : nullptr;
      if (step != nullptr && here == cost(i - step->written.size(), j - step->read.size()) + step->cost) {
        i -= step->written.size(), j -= step->read.size();
        say(step->written, r.substr(j, step->read.size()));
      } else if (i > 0 && here == cost(i - 1, j) + LostCost(i == w.size())) {
        --i;
        say(w.substr(i, 1), {});
      } else {
        --j;
        say({}, r.substr(j, 1));
      }
    }
  }

  // The one name of `kind` that `key` stands for.
  std::optional<RepairedName> Nearest(const std::u32string& key, NameKind kind) const {
    const Spelling read = Spell(key);
    const Signs signs(key);
    bool place = kind == NameKind::kRegion || kind == NameKind::kMunicipality;
    const Name* best = nullptr;
    int least = 0;
    for (const Name& name : names) {
      if (name.kind != kind) continue;
      int limit = std::min(Budget(name.letters), best == nullptr ? kOtherLetter * 9 : least - 1);
      if (limit < 0 || FarOff(name, signs, limit)) continue;
      int distance = Distance(name.spelling, read, limit, nullptr);
      if (distance > limit) continue;
      best = &name;
      least = distance;
    }
    if (best == nullptr) return {};
    for (const Name& name : names) {
      bool rival =
          place ? name.kind == NameKind::kRegion || name.kind == NameKind::kMunicipality : name.kind == kind;
      if (!rival) continue;
      // A town's name is its region's too ("Örebro"), and spellings of one name do not compete.
      bool same = place ? name.code.substr(0, 2) == best->code.substr(0, 2) &&
                              (name.kind != best->kind || name.code == best->code)
                        : name.spelling.letters == best->spelling.letters;
      if (same) continue;
      int limit = least + (name.kind == best->kind ? kClearly : 0);
      if (!FarOff(name, signs, limit) && Distance(name.spelling, read, limit, nullptr) <= limit) return {};
    }
    RepairedName repaired;
    repaired.name = best->name;
    repaired.code = best->code;
    repaired.kind = kind;
    repaired.distance = least;
    repaired.is_short = best->letters <= kShortName;
    std::vector<std::string> why;
    Distance(best->spelling, read, least, &why);
    repaired.why = JoinWhy(why);
    return repaired;
  }

  // All signs within reach of each place and a little past the end.
  static std::vector<SignSet> Around(const std::vector<SignSet>& signs) {
    std::vector<SignSet> around(signs.size() + kMostShift + 1, 0);
    for (size_t i = 0; i < around.size(); ++i)
      for (size_t j = i - std::min(i, kMostShift); j < signs.size() && j <= i + kMostShift; ++j)
        around[i] |= signs[j];
    return around;
  }

  // A key as FarOff asks for it.
  struct Signs {
    explicit Signs(const std::u32string& key) {
      for (char32_t c : key) signs.push_back(SetOf(c));
      around = Around(signs);
    }
    std::vector<SignSet> signs, around;
  };

  // Cheaper than the distance, and never true where that is within the limit: lengths differ, or more letters
  // than the limit allows have nothing near that they could have been read as, or been read from.
  static bool FarOff(const Name& name, const Signs& key, int limit) {
    const size_t written = name.readings.size(), read = key.signs.size();
    if (std::max(written, read) - std::min(written, read) > kMostShift) return true;
    const int most = limit / kOtherLetter;
    int misses = 0;
    for (size_t i = 0; i < written; ++i) misses += (name.readings[i] & key.around[i]) == 0;
    if (misses > most) return true;
    misses = 0;
    for (size_t j = 0; j < read; ++j)
      misses += key.signs[j] != kOtherSign && (key.signs[j] & name.reach[j]) == 0;
    return misses > most;
  }

  size_t longest_read = 1, longest_written = 1;  // of steps
  std::vector<Name> names;
  std::set<std::pair<std::u32string, NameKind>> exact;
  std::unordered_map<char32_t, std::vector<Step>> steps_ending_with;
  std::unordered_map<char32_t, SignSet> readings_of;
  std::unordered_set<char32_t> signs;
};

struct NameRepairer::Lazy {
  Lexicon lexicon;  // the parts that the index is made of
  std::once_flag once;
  std::unique_ptr<Index> index;
};

NameRepairer::NameRepairer(const Lexicon& lexicon) : lazy_(std::make_unique<Lazy>()) {
  lazy_->lexicon.regions = lexicon.regions;
  lazy_->lexicon.municipalities = lexicon.municipalities;
  lazy_->lexicon.months = lexicon.months;
  lazy_->lexicon.known_words = lexicon.known_words;
  lazy_->lexicon.confusions = lexicon.confusions;
}
NameRepairer::~NameRepairer() = default;
NameRepairer::NameRepairer(NameRepairer&&) noexcept = default;
NameRepairer& NameRepairer::operator=(NameRepairer&&) noexcept = default;

const NameRepairer::Index& NameRepairer::index() const {
  std::call_once(lazy_->once, [&] { lazy_->index = std::make_unique<Index>(lazy_->lexicon); });
  return *lazy_->index;
}

std::optional<RepairedName> NameRepairer::Repair(std::string_view label, NameKind kind) const {
  if (label.empty() || label.size() > kLongestLabel || lazy_->lexicon.confusions.empty()) return {};
  const Index& index = this->index();
  std::u32string key = index.Key(label, true);
  if (key.size() < 3 || index.IsExact(index.Key(label, false))) return {};
  std::optional<RepairedName> repaired = index.Nearest(key, kind);
  if (repaired) repaired->read = label;
  return repaired;
}

int NameRepairer::Distance(std::string_view written, std::string_view read) const {
  constexpr int kFar = 1000;
  if (written.size() > kLongestLabel || read.size() > kLongestLabel) return kFar;
  const Index& index = this->index();
  return std::min(kFar, index.Distance(index.Spell(index.Key(written, false)),
                                       index.Spell(index.Key(read, true)), kFar, nullptr));
}

std::optional<RepairedName> NameRepairer::RepairWords(std::string_view label, NameKind kind) const {
  if (label.size() > kLongestLabel || lazy_->lexicon.confusions.empty()) return {};
  const Index& index = this->index();
  RepairedName whole;
  whole.read = label;
  whole.kind = kind;
  std::vector<std::string> why;
  for (size_t at = 0; at < label.size();) {
    size_t end = std::min(label.find(' ', at), label.size());
    std::string_view word = label.substr(at, end - at);
    std::u32string key = index.Key(word, true);
    bool letters = std::any_of(key.begin(), key.end(), [](char32_t c) { return u_isalpha(c) != 0; });
    std::optional<RepairedName> repaired;
    if (letters && key.size() >= 4 && !index.IsExact(index.Key(word, false)))
      repaired = index.Nearest(key, kind);
    if (repaired) {
      // Signs around the word stay: "Tota1t:".
      size_t tail = word.size();
      while (tail > 0 && (word[tail - 1] == ':' || word[tail - 1] == '.' || word[tail - 1] == ',')) --tail;
      whole.name += InCaseOf(word, repaired->name);
      whole.name += word.substr(tail);
      whole.distance += repaired->distance;
      whole.is_short = whole.is_short || repaired->is_short;
      why.push_back(repaired->why);
    } else {
      whole.name += word;
    }
    if (end < label.size()) whole.name += ' ';
    at = end + 1;
  }
  if (why.empty()) return {};
  whole.why = JoinWhy(why);
  return whole;
}

}  // namespace avstam::normalize
