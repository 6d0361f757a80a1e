// Values between the program's types and the archive's columns.
#ifndef AVSTAM_STORE_ROW_VALUES_H_
#define AVSTAM_STORE_ROW_VALUES_H_

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/where.h"
#include "store/sqlite.h"

namespace avstam::store {

// Points to the archive's 1/100 point.  Coordinates beyond any page (a damaged file) are held at ±2^31.
inline int64_t Hundredths(double points) {
  if (!(std::fabs(points) < 2e7)) return points > 0 ? 2'000'000'000 : points < 0 ? -2'000'000'000 : 0;
  // Not llround, a call: this is done seven times for each word that is stored.
  return static_cast<int64_t>(points * 100 + (points < 0 ? -0.5 : 0.5));
}
inline double Points(int64_t hundredths) { return static_cast<double>(hundredths) / 100; }

struct BoxValues {
  explicit BoxValues(const Box& box)
      : left(Hundredths(box.left)),
        top(Hundredths(box.top)),
        right(Hundredths(box.right)),
        bottom(Hundredths(box.bottom)) {}
  int64_t left, top, right, bottom;
};

inline std::optional<int64_t> PageOrNull(int page) {
  if (page == 0) return std::nullopt;
  return page;
}
inline std::optional<std::string> TextOrNull(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

// "INSERT INTO name VALUES (?, ?, ...)".
inline std::string InsertInto(const std::string& table, int columns) {
  std::string out = "INSERT INTO " + table + " VALUES (?";
  for (int i = 1; i < columns; ++i) out += ", ?";
  return out + ")";
}

// Four columns from `first`.
inline Box BoxAt(const Statement& row, int first) {
  return {Points(row.Int(first)), Points(row.Int(first + 1)), Points(row.Int(first + 2)),
          Points(row.Int(first + 3))};
}

// Page (NULL: nowhere) and box, five columns from `first`.
inline Where WhereAt(const Statement& row, int first) {
  return {static_cast<int>(row.OptionalInt(first).value_or(0)), BoxAt(row, first + 1)};
}
inline std::optional<int> SmallInt(const Statement& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return static_cast<int>(row.Int(column));
}

inline Error Damaged(const std::string& what) {
  return Error(ErrorCode::kArchive,
               "the archive is damaged (" + what +
                   "); go back to a copy, or move it away and ingest the documents anew");
}

// A name back to its enum; one that the schema's CHECK lets through but this program does not know is damage.
template <typename Enum, size_t kCount>
Enum FromName(const std::array<Enum, kCount>& all, std::string_view (*name)(Enum), const std::string& text) {
  for (Enum value : all)
    if (name(value) == text) return value;
  throw Damaged("the unknown word \"" + EscapeForTerminal(text) + "\"");
}

// The element of a list that a row names; the rows come in order and without gaps, or the archive is damaged.
template <typename T>
T& At(std::vector<T>& list, int64_t index) {
  if (index < 0 || index >= static_cast<int64_t>(list.size())) throw Damaged("its rows have gaps");
  return list[static_cast<size_t>(index)];
}

}  // namespace avstam::store

#endif  // AVSTAM_STORE_ROW_VALUES_H_
