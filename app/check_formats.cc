#include "app/check_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "base/error.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

bool Wrong(const Finding& finding) { return finding.status == rules::Status::kMismatch; }

std::vector<Finding> All(const std::vector<FileChecks>& files) {
  std::vector<Finding> out;
  for (const FileChecks& file : files) out.insert(out.end(), file.findings.begin(), file.findings.end());
  SortByWeight(&out);
  return out;
}

// Workflow commands end at the line; properties at ',' and ':' too.
std::string Command(const std::string& text, bool property) {
  std::string out;
  for (char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

// A cell of a Markdown table: no markup of the document's own.
std::string Cell(const std::string& text) {
  std::string out;
  for (char c : EscapeForTerminal(text)) {
    if (c == '|' || c == '<' || c == '>' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' ||
        c == '\\')
      out += '\\';
    out += c;
  }
  return out;
}

// File names as URI references (RFC 3986).
std::string Uri(const std::string& path) {
  std::string out;
  for (unsigned char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
    out += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return out;
}

Json ResultJson(const Finding& finding) {
  Json out;
  out["ruleId"] = finding.rule;
  out["level"] = Wrong(finding) ? "error" : "note";
  out["message"]["text"] = finding.place + ": " + finding.message;
  Json& location = out["locations"].emplace_back();
  location["physicalLocation"]["artifactLocation"]["uri"] = Uri(finding.file);
  if (finding.where.page > 0) {
    location["physicalLocation"]["region"]["startLine"] = finding.where.page;
    const Box& box = finding.where.box;
    location["properties"]["page"] = finding.where.page;
    if (!box.Empty())
      location["properties"]["bbox"] = Json::array({box.left, box.top, box.right, box.bottom});
  }
  out["partialFingerprints"]["avstam/v1"] = finding.fingerprint;
  if (!finding.diagnosis.empty()) out["properties"]["diagnosis"] = finding.diagnosis;
  if (finding.accepted)
    out["suppressions"].push_back(Json::object(
        {{"kind", "external"}, {"status", "accepted"}, {"justification", finding.accepted_reason}}));
  return out;
}

}  // namespace

std::string SarifText(const std::vector<FileChecks>& files) {
  Json run, driver;
  driver["name"] = "avstam";
  driver["version"] = AVSTAM_VERSION;
  std::set<std::string> rules;
  Json results = Json::array();
  for (const Finding& finding : All(files)) {
    rules.insert(finding.rule);
    results.push_back(ResultJson(finding));
  }
  driver["rules"] = Json::array();
  for (const std::string& rule : rules) driver["rules"].push_back(Json::object({{"id", rule}}));
  run["tool"] = Json::object({{"driver", std::move(driver)}});
  run["results"] = std::move(results);
  Json invocation;
  invocation["executionSuccessful"] =
      std::all_of(files.begin(), files.end(), [](const FileChecks& file) { return file.failure.empty(); });
  for (const FileChecks& file : files)
    if (!file.failure.empty())
      invocation["toolExecutionNotifications"].push_back(Json::object(
          {{"level", "error"}, {"message", Json::object({{"text", file.file + ": " + file.failure}})}}));
  run["invocations"].push_back(std::move(invocation));
  Json out;
  out["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  out["version"] = "2.1.0";
  out["runs"].push_back(std::move(run));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string JunitText(const std::vector<FileChecks>& files) {
  pugi::xml_document document;
  pugi::xml_node suites = document.append_child("testsuites");
  suites.append_attribute("name") = "avstam";
  for (const FileChecks& file : files) {
    pugi::xml_node suite = suites.append_child("testsuite");
    int failures = 0, skipped = 0;
    suite.append_attribute("name") = EscapeForTerminal(file.file).c_str();
    for (const Finding& finding : file.findings) {
      pugi::xml_node test = suite.append_child("testcase");
      test.append_attribute("classname") = finding.rule.c_str();
      test.append_attribute("name") = EscapeForTerminal(finding.place).c_str();
      const bool fails = Wrong(finding) && !finding.accepted;
      pugi::xml_node verdict = test.append_child(fails ? "failure" : "skipped");
      const std::string message =
          EscapeForTerminal(finding.message) +
          (finding.accepted ? " (accepted: " + EscapeForTerminal(finding.accepted_reason) + ")" : "");
      verdict.append_attribute("message") = message.c_str();
      ++(fails ? failures : skipped);
    }
    // Those that agree need no line each: one case stands for them.
    const int agree = file.checks - static_cast<int>(file.findings.size());
    if (agree > 0) {
      pugi::xml_node test = suite.append_child("testcase");
      test.append_attribute("classname") = "avstam";
      test.append_attribute("name") = fmt::format("{} more checks agree", agree).c_str();
    }
    if (!file.failure.empty()) {
      pugi::xml_node test = suite.append_child("testcase");
      test.append_attribute("classname") = "avstam";
      test.append_attribute("name") = "reading";
      test.append_child("error").append_attribute("message") = EscapeForTerminal(file.failure).c_str();
    }
    const int cases =
        static_cast<int>(std::distance(suite.children("testcase").begin(), suite.children("testcase").end()));
    suite.append_attribute("tests") = cases;
    suite.append_attribute("failures") = failures;
    suite.append_attribute("errors") = file.failure.empty() ? 0 : 1;
    suite.append_attribute("skipped") = skipped;
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

std::string GithubText(const std::vector<FileChecks>& files) {
  std::string out;
  for (const FileChecks& file : files)
    if (!file.failure.empty())
      out += fmt::format("::error file={},title=not read::{}\n", Command(file.file, true),
                         Command(file.failure, false));
  for (const Finding& finding : All(files)) {
    if (finding.accepted) continue;
    out += fmt::format("::{} file={}{},title={}::{}\n", Wrong(finding) ? "error" : "notice",
                       Command(finding.file, true),
                       finding.where.page > 0 ? fmt::format(",line={}", finding.where.page) : "",
                       Command(finding.rule, true),
                       Command(EscapeForTerminal(finding.place + ": " + finding.message), false));
  }
  return out;
}

std::string GithubSummary(const std::vector<FileChecks>& files, const std::string& summary) {
  std::string out = "### avstam\n\n" + Cell(summary) + "\n";
  std::string rows;
  for (const Finding& finding : All(files))
    if (Wrong(finding))
      rows += fmt::format(
          "| {} | {} | {} | {} |\n", Cell(finding.file), finding.where.page, Cell(finding.place),
          Cell(finding.message + (finding.accepted ? " (accepted: " + finding.accepted_reason + ")" : "")));
  if (!rows.empty()) out += "\n| file | page | what | why |\n|---|---|---|---|\n" + rows;
  return out;
}

}  // namespace avstam::app
