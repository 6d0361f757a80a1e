#include "normalize/misread.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "normalize/misread_distance.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

constexpr int kClearly = 40;           // hundredths of a letter: the next name must be this much further off
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

const icu::Normalizer2* Nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  return U_FAILURE(status) ? nullptr : form;
}

// Sets of letters and digits, all other signs as one.
using SignSet = uint64_t;
SignSet SetOf(char32_t c) {
  if (c >= U'a' && c <= U'z') return SignSet{1} << (c - U'a');
  if (c >= U'0' && c <= U'9') return SignSet{1} << (26 + c - U'0');
  return SignSet{1} << 40;
}
constexpr SignSet kAnySign = ~SignSet{0};
constexpr SignSet kOtherSign = SignSet{1} << 40;

struct Name {
  size_t letters = 0;
  std::vector<SignSet> readings;  // what each letter may have been read as
  std::vector<SignSet> reach;     // what the letters around each place may have been read as
  Spelling spelling;
  std::string name, code;
  NameKind kind = NameKind::kRegion;
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
  explicit Index(const Lexicon& lexicon) : distance(lexicon.confusions) {
    for (const Confusion& confusion : lexicon.confusions) {
      const std::u32string read = ToCodePoints(confusion.read);
      for (char32_t c : read)
        if (!IsLetterOrDigit(c) && c != U'*') signs.insert(c);
      for (char32_t c : ToCodePoints(confusion.written))
        for (char32_t r : read) readings_of[c] |= r == U'*' ? kAnySign : SetOf(r);
    }
    for (const PlaceName& place : lexicon.regions) Add(place.name, place.code, NameKind::kRegion);
    for (const PlaceName& place : lexicon.municipalities)
      Add(place.name, place.code, NameKind::kMunicipality);
    for (const MonthForm& month : lexicon.months) Add(month.word, "", NameKind::kMonth);
    for (const KnownWord& word : lexicon.known_words)
      if (std::optional<NameKind> kind = NameKindFromName(word.kind)) Add(word.word, "", *kind);
  }

  void Add(const std::string& name, const std::string& code, NameKind kind) {
    Name entry{0, {}, {}, distance.Spell(Key(name, false)), name, code, kind};
    for (char32_t c : entry.spelling.letters) {
      SignSet set = SetOf(c) | SetOf(BaseLetter(c)) | kOtherSign;
      if (auto it = readings_of.find(c); it != readings_of.end()) set |= it->second;
      entry.readings.push_back(set);
    }
    entry.reach = Around(entry.readings);
    entry.letters = entry.spelling.letters.size();
    exact.insert({entry.spelling.letters, kind});
    names[kind].push_back(std::move(entry));
  }

  // Case folded, NFC, letters and digits; of what was read also the signs that letters are taken for.
  std::u32string Key(std::string_view text, bool read) const {
    icu::UnicodeString folded =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* nfc = Nfc();
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

  const std::vector<Name>& Of(NameKind kind) const {
    static const std::vector<Name> none;
    auto it = names.find(kind);
    return it == names.end() ? none : it->second;
  }

  // A town's name is its region's too ("Örebro"), and spellings of one name do not compete.
  static bool Rivals(const Name& name, const Name& best) {
    const bool place = best.kind == NameKind::kRegion || best.kind == NameKind::kMunicipality;
    if (!place) return name.spelling.letters != best.spelling.letters;
    return name.code.substr(0, 2) != best.code.substr(0, 2) ||
           (name.kind == best.kind && name.code != best.code);
  }

  // The one name of `kind` that `key` stands for.
  std::optional<RepairedName> Nearest(const std::u32string& key, NameKind kind) const {
    const Spelling read = distance.Spell(key);
    const Signs signs(key);
    bool place = kind == NameKind::kRegion || kind == NameKind::kMunicipality;
    const Name* best = nullptr;
    int least = 0;
    for (const Name& name : Of(kind)) {
      const int limit = std::min(Budget(name.letters), best == nullptr ? kOtherLetter * 9 : least - 1);
      if (limit < 0 || FarOff(name, signs, limit)) continue;
      const int cost = distance.Between(name.spelling, read, limit);
      if (cost > limit) continue;
      best = &name;
      least = cost;
    }
    if (best == nullptr) return {};
    for (NameKind other : place ? std::vector{NameKind::kRegion, NameKind::kMunicipality} : std::vector{kind})
      for (const Name& name : Of(other))
        if (Rivals(name, *best) &&
            IsNear(name, read, signs, least + (name.kind == best->kind ? kClearly : 0)))
          return {};
    RepairedName repaired;
    repaired.name = best->name;
    repaired.code = best->code;
    repaired.kind = kind;
    repaired.distance = least;
    repaired.is_short = best->letters <= kShortName;
    std::vector<std::string> why;
    distance.Between(best->spelling, read, least, &why);
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

  bool IsNear(const Name& name, const Spelling& read, const Signs& signs, int limit) const {
    return !FarOff(name, signs, limit) && distance.Between(name.spelling, read, limit) <= limit;
  }

  // The lengths differ by more than kMostShift; or more letters than the limit allows have nothing near that
  // they could have been read as, or been read from: cheaper than the distance, and never true where that is
  // within the limit.
  static bool FarOff(const Name& name, const Signs& key, int limit) {
    const size_t written = name.letters, read = key.signs.size();
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

  MisreadDistance distance;
  std::map<NameKind, std::vector<Name>> names;
  std::set<std::pair<std::u32string, NameKind>> exact;
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
  const MisreadDistance& distance = index.distance;
  return std::min(kFar, distance.Between(distance.Spell(index.Key(written, false)),
                                         distance.Spell(index.Key(read, true)), kFar));
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
