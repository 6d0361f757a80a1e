// A document of corpus/, the truth that a person wrote down for it, and what became of it.
#ifndef AVSTAM_TESTS_RULES_CORPUS_CASE_H_
#define AVSTAM_TESTS_RULES_CORPUS_CASE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "extract/read.h"
#include "rules/interpret.h"
#include "tests/rules/project_rules.h"

namespace avstam::rules {

using Json = nlohmann::json;

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Of the documents in a folder of the project that have a truth; sorted.
inline std::vector<std::string> NamesIn(const char* folder) {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(AVSTAM_SOURCE_DIR) / folder)) {
    std::string name = entry.path().filename().string();
    if (name.ends_with(".truth.json")) names.push_back(name.substr(0, name.size() - 11));
  }
  std::sort(names.begin(), names.end());
  return names;
}

// For the names of tests.
inline std::string NameOfCase(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

inline Reading Interpreted(const extract::Document& document) {
  return Interpret(document, ProjectRules(), ProjectNormalizer());
}

struct Case {
  Json truth;
  extract::Document document;
  Reading reading;
};

inline Case Read(const std::string& folder, const std::string& name, extract::OcrEngine* engine) {
  const std::string base = std::string(AVSTAM_SOURCE_DIR) + "/" + folder + "/" + name;
  Case out;
  out.truth = Json::parse(ReadFile(base + ".truth.json"));
  out.document = extract::Read(ReadFile(base + ".pdf"), {}, engine);
  out.reading = Interpreted(out.document);
  return out;
}

}  // namespace avstam::rules

#endif  // AVSTAM_TESTS_RULES_CORPUS_CASE_H_
