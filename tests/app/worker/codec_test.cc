// A report comes back as it was sent, and one that somebody has meddled with is refused or harmless.
#include "app/worker/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <random>

#include "app/worker/trust.h"
#include "rules/reading.h"
#include "tests/store/sql.h"

namespace avstam::app::worker {
namespace {

const Report& ReportOf(const std::string& file) {
  static std::map<std::string, Report> known;
  static Pipeline pipeline({.rules = AVSTAM_SOURCE_DIR "/rules", .ocr = "never"});
  auto [it, is_new] = known.emplace(file, Report{});
  if (is_new)
    it->second.outcome =
        pipeline.Read(store::ReadWholeFile(std::string(AVSTAM_SOURCE_DIR "/corpus/") + file));
  return it->second;
}

std::string SomeFile() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(AVSTAM_SOURCE_DIR "/corpus"))
    if (entry.path().extension() == ".pdf") names.push_back(entry.path().filename().string());
  return *std::min_element(names.begin(), names.end());
}

TEST(Codec, EveryDocumentOfTheCorpusComesBackAsItWasSent) {
  int count = 0;
  for (const char* folder : {"", "decisions"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(AVSTAM_SOURCE_DIR "/corpus/") + folder)) {
      if (entry.path().extension() != ".pdf") continue;
      const std::string name = (std::filesystem::path(folder) / entry.path().filename()).string();
      const Report& sent = ReportOf(name);
      const Report got = Decode(Encode(sent));
      EXPECT_EQ(rules::Dump(*got.outcome.reading), rules::Dump(*sent.outcome.reading)) << name;
      extract::Document there = *sent.outcome.document;
      there.grids.clear();
      for (extract::Page& page : there.pages) page.lines.clear();
      there.sha256.clear();
      EXPECT_EQ(extract::Dump(*got.outcome.document), extract::Dump(there)) << name;
      EXPECT_EQ(Encode(got), Encode(sent)) << name;
      ++count;
    }
  }
  EXPECT_GE(count, 15);
}

TEST(Codec, BytesThatWereChangedAreRefusedOrSound) {
  const std::string good = Encode(ReportOf(SomeFile()));
  std::mt19937 random(20261122);
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bad = good;
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < changes; ++i) {
      const size_t at = random() % bad.size();
      switch (random() % 4) {
        case 0:
          bad[at] = static_cast<char>(random());
          break;
        case 1:
          bad.resize(at + 1);
          break;
        case 2:
          bad.insert(at, bad.substr(at, random() % 64));
          break;
        default:
          for (size_t byte = at; byte < std::min(at + 4, bad.size()); ++byte) bad[byte] = '\xFF';
      }
    }
    try {
      const Report report = Decode(bad);  // what it says is checked by RequireSound within
      EXPECT_EQ(Encode(report).size(), bad.size());
    } catch (const BadReport&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

TEST(Trust, WhatDoesNotFitTogetherIsRefused) {
  struct Case {
    const char* what;
    std::function<void(Report*)> change;
  };
  auto page = [](Report* report) -> extract::Page& { return report->outcome.document->pages.front(); };
  auto reading = [](Report* report) -> rules::Reading& { return *report->outcome.reading; };
  const Case cases[] = {
      {"neither a failure nor a document", [](Report* r) { r->outcome.reading.reset(); }},
      {"a failure with a document",
       [](Report* r) {
         r->outcome.failure = Failure{"damaged", ""};
       }},
      {"a failure whose code is none",
       [](Report* r) {
         r->outcome = {};
         r->outcome.failure = Failure{"Bad\ncode", ""};
       }},
      {"times of stages that there are not", [](Report* r) { r->times.resize(3); }},
      {"a stage that took less than no time, or years",
       [](Report* r) {
         r->times.resize(kStageCount);
         r->times[0].cpu_us = -1;
       }},
      {"more pages than a document has", [](Report* r) { r->outcome.document->page_count = 2'000'000'000; }},
      {"more pages than announced", [](Report* r) { r->outcome.document->page_count = 0; }},
      {"pages out of order", [&](Report* r) { page(r).number = 0; }},
      {"a page of negative size", [&](Report* r) { page(r).width_pt = -1; }},
      {"a number is out of all bounds",
       [&](Report* r) { page(r).width_pt = std::numeric_limits<double>::quiet_NaN(); }},
      {"a word of negative size",
       [&](Report* r) { page(r).words[0].box.right = page(r).words[0].box.left - 1; }},
      {"a word with other edges than characters", [&](Report* r) { page(r).words[0].x_edges.pop_back(); }},
      {"a word read by no OCR", [&](Report* r) { page(r).words[0].ocr = 1'000'000; }},
      {"a text is not valid UTF-8", [&](Report* r) { page(r).words[0].text = "\xC3"; }},
      {"a text holds a zero byte", [&](Report* r) { page(r).words[0].text = std::string(1, '\0'); }},
      {"a row with other columns than its table",
       [&](Report* r) { reading(r).tables.at(0).rows.at(0).cells.emplace_back(); }},
      {"a head of no column",
       [&](Report* r) {
         reading(r).tables.at(0).head.push_back({0, -2, 1, 1, "", {}});
       }},
      {"a check of no table", [&](Report* r) { reading(r).checks.at(0).table = 99; }},
      {"a check of no cell",
       [&](Report* r) {
         reading(r).checks.at(0).parts.push_back({0, 99'999, 0});
       }},
      {"a sum without a step",
       [&](Report* r) {
         rules::Amount amount;
         amount.money.step_ore = 0;
         reading(r).amounts.push_back(amount);
       }},
      {"a sum of no part",
       [&](Report* r) {
         rules::Amount amount;
         amount.part = 99;
         reading(r).amounts.push_back(amount);
       }},
      {"a place on a page that the document does not have",
       [&](Report* r) {
         rules::Amount amount;
         amount.where.page = 99;
         reading(r).amounts.push_back(amount);
       }},
      {"a decision without items", [&](Report* r) { reading(r).decisions.emplace_back(); }},
      {"somebody took part in a meeting that there is not",
       [&](Report* r) { reading(r).attendance.emplace_back().part = -1; }},
  };
  // A document with a table, so that there is something to break.
  std::string file;
  for (const auto& entry : std::filesystem::directory_iterator(AVSTAM_SOURCE_DIR "/corpus")) {
    if (entry.path().extension() != ".pdf") continue;
    const Report& report = ReportOf(entry.path().filename().string());
    if (report.outcome.reading && !report.outcome.reading->checks.empty() &&
        report.outcome.reading->checks[0].table && !report.outcome.reading->parts.empty())
      file = entry.path().filename().string();
  }
  ASSERT_FALSE(file.empty());
  for (const Case& c : cases) {
    Report report = ReportOf(file);
    c.change(&report);
    try {
      Decode(Encode(report));
      ADD_FAILURE() << "believed: " << c.what;
    } catch (const BadReport& bad) {
      EXPECT_STREQ(bad.what(), c.what);
    }
  }
}

}  // namespace
}  // namespace avstam::app::worker
