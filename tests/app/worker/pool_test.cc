// Workers that crash, hang or lie: their document fails with a class, and the others are read.
#include "app/worker/pool.h"
#include "app/worker/sandbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>

#include "base/error.h"

namespace avstam::app::worker {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

PoolOptions Fake(const std::string& mode = "") {
  PoolOptions options;
  options.program = AVSTAM_FAKE_WORKER;
  if (!mode.empty()) options.arguments = {mode};
  options.workers = 2;
  options.limits.page_cpu = seconds(1);
  options.limits.page_wall = seconds(2);
  options.limits.start = seconds(20);
  return options;
}

// What becomes of documents that say what the worker is to do: "CODE: MESSAGE".
std::map<std::string, std::string> Read(const std::vector<std::string>& documents, PoolOptions options) {
  Pool pool(std::move(options));
  std::map<std::string, std::string> out;
  size_t next = 0;
  while (next < documents.size() || pool.working() > 0) {
    while (next < documents.size() && pool.HasRoom()) {
      pool.Give(next, SealedFile(documents[next]));
      ++next;
    }
    for (const Result& result : pool.Wait(milliseconds(50))) {
      const std::optional<Failure>& failure =
          result.failure ? result.failure : result.report->outcome.failure;
      EXPECT_TRUE(out.emplace(documents.at(result.job), failure->code + ": " + failure->message).second);
    }
  }
  return out;
}

// Descriptors that this process has open.
size_t OpenFiles() {
  return static_cast<size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

TEST(Pool, WhatWorkersMayDoAndWhatBecomesOfTheirDocument) {
  const std::map<std::string, std::string> expected = {
      {"good", "damaged: good"},
      {"another", "damaged: another"},
      {"segv", std::string("crashed: the reader crashed on it: ") +
                   (kCanSeal ? "signal 11, Segmentation fault" : "it ended with code 1")},  // the sanitizer's
      {"abort", "crashed: the reader crashed on it: signal 6, Aborted"},
      {"kill", "crashed: the reader crashed on it: it was killed, perhaps because memory ran out (SIGKILL)"},
      {"exit", "crashed: the reader crashed on it: it ended with code 0"},
      {"nonsense", "crashed: the reader lost its way (it sent what is no message)"},
      {"too-long", "crashed: the reader lost its way (it sent what is no message)"},
      {"bad-report", "crashed: the reader lost its way (a list or text of 1819043176 in 0 bytes)"},
      {"ready-again", "crashed: the reader lost its way (it sent what nobody asked for)"},
      {"pages", "crashed: the reader lost its way (it sent pages out of order)"},
      {"pages-back", "crashed: the reader lost its way (it sent pages out of order)"},
      {"complains", "damaged: complains"},
      {"many-pages", "damaged: many-pages"},
      {"slow-pages", "damaged: slow-pages"},  // each page in time
      {"last", "damaged: last"},
  };
  std::vector<std::string> documents;
  for (const auto& [document, outcome] : expected) documents.push_back(document);
  const size_t before = OpenFiles();
  const std::map<std::string, std::string> outcomes = Read(documents, Fake());
  for (const auto& [document, outcome] : expected) {
    ASSERT_TRUE(outcomes.count(document)) << document;
    if (document == "bad-report")
      EXPECT_THAT(outcomes.at(document), HasSubstr("crashed: the reader lost its way (")) << document;
    else
      EXPECT_EQ(outcomes.at(document), outcome) << document;
  }
  EXPECT_EQ(OpenFiles(), before);
}

TEST(Pool, TimeIsUpByTheClockAndByTheProcessor) {
  const std::map<std::string, std::string> outcomes = Read({"hang", "spin", "good"}, Fake());
  EXPECT_THAT(
      outcomes.at("hang"),
      HasSubstr("timeout: given up: opening it takes more than 1 s of the processor, or 2 s by the clock"));
  EXPECT_THAT(outcomes.at("spin"), HasSubstr("timeout: given up: "));
  EXPECT_EQ(outcomes.at("good"), "damaged: good");
}

// A thousand pages that are each in time are too much all the same.
TEST(Pool, TimeIsUpForTheDocument) {
  PoolOptions options = Fake();
  options.limits.page_cpu = options.limits.page_wall = seconds(120);
  options.limits.document_cpu = seconds(1);
  const std::map<std::string, std::string> outcomes = Read({"busy-pages", "good"}, options);
  EXPECT_EQ(outcomes.at("busy-pages"), "timeout: given up: it takes more than 1 s of the processor");
  EXPECT_EQ(outcomes.at("good"), "damaged: good");
}

TEST(Pool, WorkersWithOtherRulesAreRefused) {
  PoolOptions options = Fake();
  options.rules_hash = "abc";
  EXPECT_EQ(Read({"good"}, options).at("good"), "damaged: good");
  options.rules_hash = "abd";
  try {
    Read({"good"}, options);
    FAIL() << "read with other rules";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kRuleFile);
  }
}

TEST(Pool, ComplaintsWithoutEndDoNotKeepTheSupervisorFromLookingAtTheClock) {
  const std::map<std::string, std::string> outcomes = Read({"complains-on", "good"}, Fake());
  EXPECT_THAT(outcomes.at("complains-on"), HasSubstr("timeout: given up: "));
  EXPECT_EQ(outcomes.at("good"), "damaged: good");
}

TEST(Pool, OutputWithoutEndIsCutOff) {
  PoolOptions options = Fake();
  options.limits.page_cpu = options.limits.page_wall = seconds(120);
  const std::map<std::string, std::string> outcomes = Read({"endless", "good"}, options);
  EXPECT_THAT(outcomes.at("endless"), HasSubstr("crashed: the reader lost its way"));
  EXPECT_EQ(outcomes.at("good"), "damaged: good");
}

TEST(Pool, AWorkerIsReplacedAfterSoManyDocuments) {
  PoolOptions options = Fake();
  options.limits.documents_per_worker = 3;
  std::vector<std::string> documents;
  for (int i = 0; i < 20; ++i) documents.push_back("document " + std::to_string(i));
  const std::map<std::string, std::string> outcomes = Read(documents, options);
  EXPECT_EQ(outcomes.size(), 20u);
  for (const auto& [document, outcome] : outcomes) EXPECT_EQ(outcome, "damaged: " + document);
}

TEST(Pool, WorkersThatCannotStartAreNoFaultOfTheDocument) {
  auto message = [](PoolOptions options) -> std::string {
    try {
      Read({"good"}, std::move(options));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kSandbox);
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(message(Fake("dies")), "no worker starts: it ended with code 7");
  EXPECT_EQ(message(Fake("broken")), "fonts are out of reach");
  PoolOptions mute = Fake("mute");
  mute.limits.start = seconds(1);
  EXPECT_EQ(message(mute), "no worker was ready within 1 s");
  PoolOptions absent = Fake();
  absent.program = "/nowhere/avstam";
  EXPECT_EQ(message(absent), "no worker starts: it ended with code 127");
}

}  // namespace
}  // namespace avstam::app::worker
