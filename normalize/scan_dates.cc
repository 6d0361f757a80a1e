// Dates, as ISO 8601: a day "2018-01-26", a month "2014-10", a quarter "2018-Q4", a year "2018", a span of
// time "2019/2022" or "2018-01/2018-08"; a day of no known year is "--03-27".
#include <fmt/format.h>

#include <chrono>

#include "normalize/scanner.h"

namespace avstam::normalize {
namespace {

bool IsDay(int year, int month, int day) {
  // A leap day may stand without its year.
  return std::chrono::year_month_day(std::chrono::year(year == 0 ? 2000 : year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

// "2018-Q2"; thirds and halves of a year have no name in ISO 8601 and become their months.
std::string PartOfYearValue(int year, int part, std::string_view role) {
  if (role == "quarter") return fmt::format("{:04}-Q{}", year, part);
  int months = role == "third" ? 4 : 6;
  return fmt::format("{0:04}-{1:02}/{0:04}-{2:02}", year, (part - 1) * months + 1, part * months);
}

int PartsOf(std::string_view role) {
  return role == "quarter" ? 4 : role == "third" ? 3 : role == "half" ? 2 : 0;
}

int Ordinal(std::string_view role, int parts) {
  if (role == "first") return 1;
  if (role == "second") return 2;
  if (role == "third-of") return 3;
  if (role == "fourth") return 4;
  return role == "last" ? parts : 0;
}

}  // namespace

std::string Scanner::YearOrContext(int year) const {
  if (year == 0) year = context_.year;
  return year == 0 ? "-" : fmt::format("{:04}", year);
}

std::optional<size_t> Scanner::Date(size_t at, const Before& before) {
  size_t digits = DigitsAt(at);
  if (digits == 4) return DateOfYear(at, before);
  if (digits == 1) {
    if (std::optional<size_t> end = PartOfYear(at, before)) return end;
  }
  if (at > done_ && IsLetterBefore(text_, at)) return {};
  if (digits <= 2) return DateOfDay(at, before);
  return {};
}

std::optional<size_t> Scanner::FullDate(size_t at) {
  size_t digits = DigitsAt(at);
  if (digits == 8) {
    int year = IntAt(at, 4), month = IntAt(at + 4, 2), day = IntAt(at + 6, 2);
    bool good =
        year >= 1900 && year <= 2099 && IsDay(year, month, day) && EndsFigure(at + 8) && !UnitAt(at + 8);
    if (!good) return {};
    Add(at, at + 8, Kind::kDate, fmt::format("{:04}-{:02}-{:02}", year, month, day));
    return at + 8;
  }
  if (!IsYearAt(at)) return {};
  auto sign_at = [&](size_t place) { return Is(place, '/') || Is(place, '.') ? size_t{1} : DashAt(place); };
  size_t first = sign_at(at + 4);
  size_t month_at = at + 4 + first;
  if (first == 0 || DigitsAt(month_at) != 2 || sign_at(month_at + 2) != first) return {};
  size_t day_at = month_at + 2 + first;
  if (DigitsAt(day_at) != 2 || IsLetterAt(text_, day_at + 2)) return {};
  int year = IntAt(at, 4), month = IntAt(month_at, 2), day = IntAt(day_at, 2);
  if (!IsDay(year, month, day)) return {};
  Add(at, day_at + 2, Kind::kDate, fmt::format("{:04}-{:02}-{:02}", year, month, day));
  return day_at + 2;
}

std::optional<size_t> Scanner::DateOfYear(size_t at, const Before& before) {
  if (!IsYearAt(at) || (at > done_ && IsLetterBefore(text_, at))) return {};
  int year = IntAt(at, 4);
  size_t end = at + 4;
  bool is_span = before.role == "span";
  size_t start = is_span || before.role == "season" ? before.start : at;

  // 2019–2022, 2024/25
  size_t second_at = 0;
  bool slash = Is(end, '/'), dash = DashAt(end) > 0;
  if (slash) {
    second_at = end + 1;
  } else if (std::optional<size_t> joined = JoinerEnd(end, before.role == "opens")) {
    second_at = *joined;
  }
  if (second_at != 0) {
    size_t digits = DigitsAt(second_at);
    // "2018-20221": the last digit is a footnote's.
    if (digits == 5 && !slash) --digits;
    int second = IntAt(second_at, digits);
    bool good = false;
    if (digits == 4) {
      good = second <= 2099 && second > year && second - year <= 100 &&
             (!slash || is_span || second == year + 1);
    } else if (digits == 2 && (slash || dash)) {
      second += year / 100 * 100;
      if (second <= year) second += 100;
      bool month_like = Is(end, '-') && IntAt(second_at, 2) <= 12;
      good = second - year <= 50 && (slash ? second == year + 1 : is_span || !month_like);
    }
    if (good && EndsFigure(second_at + DigitsAt(second_at)) && !UnitAt(second_at + digits)) {
      Add(start, second_at + digits, Kind::kDate, fmt::format("{:04}/{:04}", year, second));
      return second_at + digits;
    }
  }
  if (before.kind == WordKind::kHedge || before.kind == WordKind::kNotMoney) return {};
  // 2014-10
  if (Is(end, '-') && DigitsAt(end + 1) == 2 && EndsFigure(end + 3)) {
    int month = IntAt(end + 1, 2);
    if (month >= 1 && month <= 12) {
      Add(at, end + 3, Kind::kDate, fmt::format("{:04}-{:02}", year, month));
      return end + 3;
    }
  }
  // 2018-Q4, "2018 kvartal 4"
  size_t word = Is(end, ' ') || Is(end, '-') ? end + 1 : end;
  for (std::string_view role : {"quarter", "third", "half"}) {
    size_t word_end = 0;
    if (!IsLetterAt(text_, word) && word != end) break;
    if (word < text_.size() && PartWordAt(word, role, &word_end)) {
      size_t number = SkipSpaces(word_end, 1);
      int part = IntAt(number, 1);
      if (DigitsAt(number) == 1 && part >= 1 && part <= PartsOf(role) && EndsFigure(number + 1)) {
        Add(at, number + 1, Kind::kDate, PartOfYearValue(year, part, role));
        return number + 1;
      }
    }
  }
  // "andra kvartalet 2027"
  if (int parts = PartsOf(before.role); parts > 0) {
    Before ordinal = LookBefore(before.start);
    int part = ordinal.kind == WordKind::kDate ? Ordinal(ordinal.role, parts) : 0;
    if (part > 0 && part <= parts && EndsFigure(end)) {
      Add(ordinal.start, end, Kind::kDate, PartOfYearValue(year, part, before.role));
      return end;
    }
  }
  if (!EndsFigure(end) || UnitAt(end)) return {};
  Add(start, end, Kind::kDate, fmt::format("{:04}", year));
  return end;
}

// As DateRoleAt, for words that a figure may follow at once ("Q4").
bool Scanner::PartWordAt(size_t at, std::string_view role, size_t* end) const {
  std::optional<PatternList::Hit> hit = impl_.date_words.At(text_, at);
  if (!hit || impl_.words.date_forms[static_cast<size_t>(hit->index)].role != role) return false;
  *end = hit->end;
  return true;
}

std::optional<size_t> Scanner::PartOfYear(size_t at, const Before& before) {
  int parts = PartsOf(before.role);
  int part = IntAt(at, 1);
  if (before.kind != WordKind::kDate || parts == 0 || part < 1 || part > parts) return {};
  size_t year_at = SkipSpaces(at + 1, 1);
  if (year_at == at + 1 && (Is(year_at, ',') || Is(year_at, '/'))) ++year_at;
  if (year_at == at + 1) year_at += DashAt(year_at);
  year_at = SkipSpaces(year_at, 1);
  if (year_at > at + 1 && IsYearAt(year_at) && EndsFigure(year_at + 4)) {
    Add(before.start, year_at + 4, Kind::kDate, PartOfYearValue(IntAt(year_at, 4), part, before.role));
    return year_at + 4;
  }
  if (context_.year == 0 || before.role != "quarter" || !EndsFigure(at + 1) || UnitAt(at + 1)) return {};
  Add(before.start, at + 1, Kind::kDate, PartOfYearValue(context_.year, part, before.role));
  return at + 1;
}

// Month and year after a day: end, month, year (0: none said).
std::optional<Scanner::MonthHit> Scanner::MonthAt(size_t at) const {
  size_t end = WordEnd(text_, at);
  std::optional<int> month = end > at ? impl_.table.Month(text_.substr(at, end - at)) : std::nullopt;
  if (!month) return {};
  MonthHit hit{end, *month, 0};
  size_t year_at = SkipSpaces(Is(end, '.') ? end + 1 : end, 2);
  if (year_at > end && IsYearAt(year_at) && !IsLetterAt(text_, year_at + 4)) {
    hit.year = IntAt(year_at, 4);
    hit.end = year_at + 4;
  }
  return hit;
}

// The year of the second day in "–31/12 2019".
std::optional<int> Scanner::YearAfterSpan(size_t at) const {
  std::optional<size_t> day = JoinerEnd(at, true);
  size_t digits = day ? DigitsAt(*day) : 0;
  if (digits == 0 || digits > 2 || !Is(*day + digits, '/')) return {};
  size_t month = *day + digits + 1;
  size_t year = month + DigitsAt(month);
  if (DigitsAt(month) > 2 || !(Is(year, ' ') || Is(year, '-')) || !IsYearAt(year + 1)) return {};
  return IntAt(year + 1, 4);
}

std::optional<size_t> Scanner::DateOfDay(size_t at, const Before& before) {
  size_t digits = DigitsAt(at), end = at + digits;
  int day = IntAt(at, digits);
  if (day < 1 || day > 31) return {};

  // 27/3 2015, 26.1.2018, 26-01-2018
  size_t sign = Is(end, '/') || Is(end, '.') ? 1 : DashAt(end);
  size_t month_digits = sign > 0 ? DigitsAt(end + sign) : 0;
  if (month_digits == 1 || month_digits == 2) {
    int month = IntAt(end + sign, month_digits);
    size_t month_end = end + sign + month_digits;
    bool slash = Is(end, '/');
    size_t year_at = month_end;
    if (slash && Is(month_end, ' ')) {
      year_at = month_end + 1;
    } else if (Is(month_end, '/') || (!slash && Is(month_end, '.') && Is(end, '.'))) {
      year_at = month_end + 1;
    } else if (slash || !Is(end, '.')) {
      year_at = month_end + DashAt(month_end);
    }
    if (year_at > month_end && IsYearAt(year_at) && EndsFigure(year_at + 4) &&
        IsDay(IntAt(year_at, 4), month, day)) {
      Add(at, year_at + 4, Kind::kDate, fmt::format("{}-{:02}-{:02}", IntAt(year_at, 4), month, day));
      return year_at + 4;
    }
    if (slash && IsDay(0, month, day)) {
      // "21/8-25", "21/8 -25"; "1/1–31/12 2019": the year stands once.
      size_t short_at = SkipSpaces(month_end, 1);
      size_t dash = DashAt(short_at);
      if (dash > 0 && DigitsAt(short_at + dash) == 2 && EndsFigure(short_at + dash + 2)) {
        size_t short_end = short_at + dash + 2;
        Add(at, short_end, Kind::kDate,
            fmt::format("20{:02}-{:02}-{:02}", IntAt(short_at + dash, 2), month, day));
        return short_end;
      }
      if (std::optional<int> year = YearAfterSpan(month_end); year && IsDay(*year, month, day)) {
        Add(at, month_end, Kind::kDate, fmt::format("{:04}-{:02}-{:02}", *year, month, day));
        return month_end;
      }
    }
    // Without a year only where a word says that it is a date: "1/2" may be a half.
    bool said = before.kind == WordKind::kDate && (before.role == "before" || before.role.empty());
    if (slash && said && EndsFigure(month_end) && IsDay(0, month, day) && !UnitAt(month_end)) {
      Add(at, month_end, Kind::kDate, fmt::format("{}-{:02}-{:02}", YearOrContext(0), month, day));
      return month_end;
    }
  }

  // 26 januari 2018, 26–27 januari, "26 och 27 januari 2018"
  if (Is(end, ':') && (Is(end + 1, 'a') || Is(end + 1, 'e')) && !IsLetterAt(text_, end + 2)) end += 2;
  int last_day = 0;
  if (std::optional<size_t> second = JoinerEnd(end, true)) {
    size_t second_digits = DigitsAt(*second);
    int value = IntAt(*second, second_digits);
    if (second_digits > 0 && second_digits <= 2 && value > day && value <= 31) {
      size_t month_at = SkipSpaces(*second + second_digits, 2);
      if (MonthAt(month_at)) {
        last_day = value;
        end = *second + second_digits;
      }
    }
  }
  std::optional<MonthHit> month = MonthAt(SkipSpaces(Is(end, '.') ? end + 1 : end, 2));
  if (!month) return {};
  int year = month->year;
  if (year == 0) {
    // "26 januari – 3 februari 2018": the year stands once.
    if (std::optional<size_t> next = JoinerEnd(month->end, true)) {
      size_t next_digits = DigitsAt(*next);
      if (next_digits == 1 || next_digits == 2) {
        if (std::optional<MonthHit> other = MonthAt(SkipSpaces(*next + next_digits, 2))) year = other->year;
      }
    }
  }
  if (!IsDay(year, month->month, day) || (last_day > 0 && !IsDay(year, month->month, last_day))) return {};
  std::string value = fmt::format("{}-{:02}-{:02}", YearOrContext(year), month->month, day);
  if (last_day > 0) value += fmt::format("/{}-{:02}-{:02}", YearOrContext(year), month->month, last_day);
  Add(at, month->end, Kind::kDate, std::move(value));
  return month->end;
}

std::optional<size_t> Scanner::DateOfMonth(size_t at, size_t word_end) {
  std::optional<MonthHit> first = MonthAt(at);
  if (!first) return {};
  if (first->year == 0) {
    size_t after = Is(word_end, '.') ? word_end + 1 : word_end;
    std::optional<size_t> second_at = JoinerEnd(after, false);
    std::optional<MonthHit> second = second_at ? MonthAt(*second_at) : std::nullopt;
    if (!second || second->month == first->month) return {};
    int first_year = second->year;
    if (first_year != 0 && second->month < first->month) --first_year;
    Add(at, second->end, Kind::kDate,
        fmt::format("{}-{:02}/{}-{:02}", YearOrContext(first_year), first->month, YearOrContext(second->year),
                    second->month));
    return second->end;
  }
  if (!EndsFigure(first->end)) return {};
  Add(at, first->end, Kind::kDate, fmt::format("{:04}-{:02}", first->year, first->month));
  return first->end;
}

}  // namespace avstam::normalize
