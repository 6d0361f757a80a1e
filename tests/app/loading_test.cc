// What loading of many documents consists of besides reading: progress, shards, folders that are followed,
// failures and how to try again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "app/folder_watch.h"
#include "app/ingest.h"
#include "app/ingest_progress.h"
#include "base/error.h"
#include "base/sha256.h"
#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::DumpSql;
using store::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(IngestProgress, TellsWhatIsKnown) {
  IngestState state;
  state.total = 5000;
  EXPECT_EQ(ProgressLine(state, 0.5), "0 of 5000 files");
  state.done = 120;
  state.present = 20;
  state.failed = 3;
  state.pages = 800;
  state.ocr_pages = 96;
  EXPECT_EQ(ProgressLine(state, 100),
            "120 of 5000 files, 3 failed, 20 present; 800 pages, 8.0/s, 12 % OCR; 1:21:20 left");
  state.slow_name = "in/line\nbreak.pdf";
  state.slow_seconds = 12;
  state.slow_page = 3;
  state.slow_pages = 66;
  EXPECT_THAT(ProgressLine(state, 100), HasSubstr("; line\\nbreak.pdf page 3 of 66, 12 s"));
  state.slow_seconds = 1;
  EXPECT_THAT(ProgressLine(state, 100), ::testing::EndsWith("1:21:20 left"));
  state.done = state.total;
  EXPECT_THAT(ProgressLine(state, 100), ::testing::Not(HasSubstr("left")));
}

TEST(Shard, EachDocumentIsInOne) {
  std::vector<int> sizes(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string sha256 = Sha256Hex(std::to_string(i));
    int in = 0;
    for (uint32_t index = 1; index <= 7; ++index)
      if (Shard{index, 7}.Has(sha256)) {
        ++in;
        ++sizes[index - 1];
      }
    EXPECT_EQ(in, 1) << sha256;
    EXPECT_TRUE((Shard{1, 1}.Has(sha256)));
  }
  for (int size : sizes) EXPECT_GT(size, 200);  // about a seventh each
}

TEST(Shard, ShardsMergedAreTheWhole) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  std::string list;
  for (int i = 0; i < 12; ++i) {
    const std::string name = "in-" + std::to_string(i) + ".pdf";
    WriteFile(folder / name, TextPdf({"Kostnad " + std::to_string(i + 2) + " kr"}));
    list += name + "\n";
  }
  WriteFile(folder / "list.txt", list);
  ASSERT_EQ(Avstam({"ingest", "--db", "whole.db", "--list", "list.txt"}, here).exit_code, 0);
  for (const char* shard : {"1", "2", "3"}) {
    const RunResult result = Avstam({"ingest", "--db", std::string("part-") + shard + ".db", "--list",
                                     "list.txt", "--shard", std::string(shard) + "/3"},
                                    here);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr(" of other shards of 12 files"));
  }
  const RunResult merged =
      Avstam({"merge", "--into", "merged.db", "part-1.db", "part-2.db", "part-3.db"}, here);
  EXPECT_EQ(merged.exit_code, 0) << merged.err;
  for (const char* sql :
       {"SELECT sha256 FROM documents ORDER BY 1", "SELECT name FROM document_names ORDER BY 1"})
    EXPECT_EQ(store::Query(folder / "merged.db", sql), store::Query(folder / "whole.db", sql));
  EXPECT_EQ(Avstam({"ingest", "--shard", "4/3", "in-0.pdf"}, here).exit_code, 2);
  EXPECT_EQ(Avstam({"ingest", "--shard", "x", "in-0.pdf"}, here).exit_code, 2);
}

TEST(Jobs, TheArchiveIsTheSameWithOneAndWithFive) {
  TemporaryFolder folder;
  for (int i = 0; i < 30; ++i)
    WriteFile(folder / ("a" + std::to_string(i % 20) + std::to_string(i) + ".pdf"),
              i % 7 == 3 ? "no pdf" : TextPdf({"Kostnad " + std::to_string(i % 25) + " kr", "Mer"}));
  RunOptions here{folder.path().string(), {"SOURCE_DATE_EPOCH=1700000000"}, {}};
  EXPECT_EQ(Avstam({"ingest", "--db", "one.db", "--jobs", "1", "."}, here).exit_code, 3);
  EXPECT_EQ(Avstam({"ingest", "--db", "five.db", "--jobs", "5", "."}, here).exit_code, 3);
  EXPECT_EQ(DumpSql(folder / "one.db"), DumpSql(folder / "five.db"));
}

TEST(Failures, AreListedAndTriedAgain) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", "<html>Sidan kunde inte hittas</html>");
  WriteFile(folder / "b.pdf", TextPdf({"Kostnad 5 kr"}));
  EXPECT_EQ(Avstam({"ingest", "--log", "log.jsonl", "."}, here).exit_code, 3);
  EXPECT_THAT(Avstam({"failures"}, here).out, HasSubstr("a.pdf: is an HTML page, not a PDF (not-pdf)"));
  const auto listed = nlohmann::json::parse(Avstam({"failures", "--format", "jsonl"}, here).out);
  EXPECT_EQ(listed.at("code"), "not-pdf");
  EXPECT_EQ(Avstam({"retry"}, here).exit_code, 3);
  WriteFile(folder / "a.pdf", TextPdf({"Kostnad 6 kr"}));
  const RunResult retried = Avstam({"retry"}, here);
  EXPECT_EQ(retried.exit_code, 0) << retried.err;
  EXPECT_EQ(Avstam({"failures"}, here).out, "");

  std::istringstream log(store::ReadWholeFile(folder / "log.jsonl"));
  std::vector<std::string> results;
  for (std::string line; std::getline(log, line);) {
    const auto entry = nlohmann::json::parse(line);
    results.push_back(entry.at("file").get<std::string>() + " " + entry.at("result").get<std::string>());
  }
  EXPECT_THAT(results, ElementsAre(HasSubstr("a.pdf failed"), HasSubstr("b.pdf read")));
}

TEST(FolderWatch, TellsAFileWhenItIsComplete) {
  TemporaryFolder folder;
  WriteFile(folder / "before.pdf", "1");
  FolderWatch watch(folder.path().string());
  std::vector<std::string> told;
  const auto start = std::chrono::steady_clock::now();
  auto passed = [&] { return std::chrono::steady_clock::now() - start; };
  WriteFile(folder / "note.txt", "no PDF");
  WriteFile(folder / "whole.pdf", "1");
  std::filesystem::create_directory(folder / "later");
  WriteFile(folder / "later/inner.PDF", "1");
  // Grows for three seconds; two without a change make it complete.
  std::chrono::steady_clock::time_point grown{}, complete{};
  std::string growing;
  while (passed() < std::chrono::seconds(30) && told.size() < 3) {
    if (passed() < std::chrono::seconds(3)) {
      growing += "x";
      WriteFile(folder / "growing.pdf", growing);
      grown = std::chrono::steady_clock::now();
    }
    for (const std::string& path : watch.Wait(std::chrono::milliseconds(200))) {
      told.push_back(std::filesystem::path(path).filename().string());
      if (told.back() == "growing.pdf") complete = std::chrono::steady_clock::now();
    }
  }
  EXPECT_THAT(told, ::testing::UnorderedElementsAre("whole.pdf", "inner.PDF", "growing.pdf"));
  EXPECT_EQ(told.back(), "growing.pdf");
  EXPECT_GE(complete - grown, std::chrono::seconds(1));
}

TEST(FolderWatch, WhatIsNoFolderIsSaid) { EXPECT_THROW(FolderWatch("/nowhere/at/all"), Error); }

}  // namespace
}  // namespace avstam::app
