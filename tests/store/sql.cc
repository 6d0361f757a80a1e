#include "tests/store/sql.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace avstam::store {

std::vector<std::string> Query(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  std::vector<std::string> out;
  int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  sqlite3_stmt* statement = nullptr;
  if (code == SQLITE_OK) code = sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      std::string& row = out.emplace_back();
      for (int c = 0; c < sqlite3_column_count(statement); ++c) {
        const unsigned char* text = sqlite3_column_text(statement, c);
        if (c > 0) row += "|";
        row += text == nullptr ? "NULL" : reinterpret_cast<const char*>(text);
      }
    }
  }
  if (code != SQLITE_DONE) out.push_back(std::string("error: ") + sqlite3_errmsg(database));
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return out;
}

std::string DumpSql(const std::string& path) {
  std::string out;
  for (const std::string& line : Query(path, "SELECT type, name, sql FROM sqlite_schema ORDER BY name"))
    out += line + "\n";
  for (const std::string& table :
       Query(path, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
    out += "== " + table + "\n";
    for (const std::string& row : Query(path, "SELECT * FROM " + table)) out += row + "\n";
  }
  return out;
}

std::string ExecuteSql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  std::string message = code == SQLITE_OK ? "" : sqlite3_errmsg(database);
  sqlite3_close(database);
  return message;
}

std::string ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "avstam-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
  std::filesystem::remove_all(path_, error);
}

}  // namespace avstam::store
