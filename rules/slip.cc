#include "rules/slip.h"

#include <algorithm>
#include <map>
#include <optional>

namespace avstam::rules {
namespace {

constexpr size_t kMostDigits = 17;  // longer ones would leave int64

// Likeliest first.
constexpr const char* kKinds[] = {"swapped", "digit", "sign", "factor-1000", "digit-lost", "digit-added"};
int Rank(const std::string& kind) {
  return static_cast<int>(std::find(std::begin(kKinds), std::end(kKinds), kind) - std::begin(kKinds));
}

class SlipFinder {
 public:
  SlipFinder(const Money& money, int64_t low, int64_t high) : money_(money), low_(low), high_(high) {}

  std::vector<Slip> Find() {
    const int64_t units = money_.ore / money_.step_ore;
    negative_ = units < 0;
    Add("sign", -units);
    if (money_.ore % 1000 == 0) AddOreValue("factor-1000", money_.ore / 1000);
    int64_t larger = 0;
    if (!__builtin_mul_overflow(money_.ore, int64_t{1000}, &larger)) AddOreValue("factor-1000", larger);
    const std::string digits = std::to_string(negative_ ? -units : units);
    if (digits.size() > kMostDigits) return {};
    for (size_t i = 0; i < digits.size(); ++i) {
      for (char d = '0'; d <= '9'; ++d) {
        std::string other = digits;
        other[i] = d;
        if (d != digits[i]) AddDigits("digit", other);
      }
      if (i + 1 < digits.size() && digits[i] != digits[i + 1]) {
        std::string other = digits;
        std::swap(other[i], other[i + 1]);
        AddDigits("swapped", other);
      }
      // The slip put a digit in: without it the figure is shorter.
      if (digits.size() > 1) AddDigits("digit-added", digits.substr(0, i) + digits.substr(i + 1));
    }
    for (size_t i = 0; i <= digits.size() && units != 0; ++i)
      for (char d = '0'; d <= '9'; ++d) AddDigits("digit-lost", digits.substr(0, i) + d + digits.substr(i));
    std::vector<Slip> out;
    for (const auto& [ore, kind] : found_) out.push_back({kind, ore});
    return out;
  }

 private:
  // A printed figure does not begin with nought.
  void AddDigits(const char* kind, const std::string& digits) {
    if (digits.size() > 1 && digits[0] == '0') return;
    const int64_t units = std::stoll(digits);
    Add(kind, negative_ ? -units : units);
  }
  void Add(const char* kind, int64_t units) {
    int64_t ore = 0;
    if (!__builtin_mul_overflow(units, money_.step_ore, &ore)) AddOreValue(kind, ore);
  }
  void AddOreValue(const char* kind, int64_t ore) {
    if (ore == money_.ore || ore < low_ || ore > high_) return;
    auto [it, fresh] = found_.emplace(ore, kind);
    if (!fresh && Rank(kind) < Rank(it->second)) it->second = kind;
  }

  const Money& money_;
  int64_t low_, high_;
  bool negative_ = false;
  std::map<int64_t, std::string> found_;
};

}  // namespace

std::vector<Slip> SlipsWithin(const Money& money, int64_t low, int64_t high) {
  if (low > high) return {};
  return SlipFinder(money, low, high).Find();
}

std::string SlipInWords(const std::string& kind) {
  static const std::map<std::string, std::string> words = {
      {"digit", "one digit stands for another"},
      {"swapped", "two neighbouring digits changed places"},
      {"digit-lost", "a digit is lost"},
      {"digit-added", "there is a digit too many"},
      {"sign", "the sign is wrong"},
      {"factor-1000", "a factor of 1 000: one figure is in another unit"},
      {"row-missing", "a row is missing, or is not counted"},
      {"row-twice", "a row is counted that should not be"},
      {"copied", "the figure repeats its neighbour's"},
      {"shifted", "the figure that fits stands in the column beside"},
      {"unknown", "no single slip explains it"}};
  auto it = words.find(kind);
  return it == words.end() ? "" : it->second;
}

}  // namespace avstam::rules
