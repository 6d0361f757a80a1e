#include "store/ranking.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace avstam::store {
namespace {

constexpr double kSaturation = 1.2, kLength = 0.75;

void Rank(const Fts5ExtensionApi* api, Fts5Context* index, sqlite3_context* result, int count,
          sqlite3_value** values) {
  const int phrases = api->xPhraseCount(index);
  std::vector<double> found(static_cast<size_t>(phrases), 0);
  int places = 0, length = 0;
  sqlite3_int64 all = 0, rows = 0;
  int code = api->xInstCount(index, &places);
  for (int p = 0; code == SQLITE_OK && p < places; ++p) {
    int phrase = 0, column = 0, offset = 0;
    code = api->xInst(index, p, &phrase, &column, &offset);
    if (code == SQLITE_OK) ++found[static_cast<size_t>(phrase)];
  }
  if (code == SQLITE_OK) code = api->xColumnSize(index, 0, &length);
  if (code == SQLITE_OK) code = api->xColumnTotalSize(index, 0, &all);
  if (code == SQLITE_OK) code = api->xRowCount(index, &rows);
  if (code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  const double usual =
      std::max(1.0, static_cast<double>(all) / static_cast<double>(std::max<int64_t>(1, rows)));
  const double room = kSaturation * (1 - kLength + kLength * length / usual);
  double score = 0;
  size_t phrase = 0;
  for (int v = 0; v + 1 < count; v += 2) {
    double often = 0;
    for (int p = sqlite3_value_int(values[v]); p > 0 && phrase < found.size(); --p) often += found[phrase++];
    score += sqlite3_value_double(values[v + 1]) * often * (kSaturation + 1) / (often + room);
  }
  sqlite3_result_double(result, score);
}

}  // namespace

void UseRanking(Database* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(database->handle(), "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (code == SQLITE_OK && api == nullptr) code = SQLITE_ERROR;
  if (code == SQLITE_OK) code = api->xCreateFunction(api, "avstam_rank", nullptr, &Rank, nullptr);
  if (code != SQLITE_OK) database->Fail(code, "setting up search");
}

double WeightOf(int64_t found, int64_t texts) {
  const double with = static_cast<double>(found),
               without = static_cast<double>(std::max(texts, found) - found);
  return std::max(0.01, std::log((without + 0.5) / (with + 0.5)));
}

}  // namespace avstam::store
