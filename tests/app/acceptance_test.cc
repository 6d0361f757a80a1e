// What SQL finds in an archive of corpus documents: acceptance/*.sql, each query with the rows that it must
// give, written by hand from the documents' truth files.  Asked with SQLite alone, as anybody may.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

struct Asked {
  int line = 0;
  std::string sql;
  std::vector<std::string> rows;
};

std::vector<Asked> QueriesOf(const std::string& path) {
  std::vector<Asked> out;
  std::istringstream file(store::ReadWholeFile(path));
  std::string line;
  bool in_rows = false;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) {
      in_rows = false;
    } else if (line == "----") {
      in_rows = true;
    } else if (in_rows) {
      out.back().rows.push_back(line);
    } else if (!line.starts_with("--")) {
      out.push_back({number, line, {}});
    }
  }
  return out;
}

struct AcceptanceRow {
  const char *name, *document;
  size_t queries;
};

class Acceptance : public ::testing::TestWithParam<AcceptanceRow> {};

TEST_P(Acceptance, TheTruthIsFoundBySql) {
  const store::TemporaryFolder folder;
  const RunOptions here{folder.path().string(), {}, {}};
  const RunResult ingested = Avstam(
      {"ingest", "--ocr", "never", AVSTAM_SOURCE_DIR "/corpus/" + std::string(GetParam().document)}, here);
  ASSERT_EQ(ingested.exit_code, 0) << ingested.err;
  const std::string file = AVSTAM_SOURCE_DIR "/tests/app/acceptance/" + std::string(GetParam().name) + ".sql";
  const std::vector<Asked> queries = QueriesOf(file);
  EXPECT_EQ(queries.size(), GetParam().queries);
  for (const Asked& one : queries)
    EXPECT_EQ(store::Query(folder / "avstam.db", one.sql), one.rows) << file << ":" << one.line << "\n"
                                                                     << one.sql;
}

INSTANTIATE_TEST_SUITE_P(Files, Acceptance,
                         ::testing::Values(AcceptanceRow{"decisions",
                                                         "decisions/protokoll-regionstyrelse.pdf", 14},
                                           AcceptanceRow{"tables", "statsbidrag-felskrift.pdf", 9},
                                           AcceptanceRow{"amounts", "tjansteskrivelse-belopp.pdf", 10}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::app
