// Bytes of a PDF to what it says, with every way of failing as a value: one bad file never stops the rest.
//
//   Pipeline pipeline({options.rules, options.ocr});     // Error kRuleFile: exit 2
//   Outcome o = pipeline.Read(bytes);
//   if (o.failure) ... else use *o.document, *o.reading
#ifndef AVSTAM_APP_PIPELINE_H_
#define AVSTAM_APP_PIPELINE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "extract/document.h"
#include "extract/read.h"
#include "extract/tesseract_engine.h"
#include "normalize/normalizer.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::app {

struct Failure {
  std::string code;     // docs/diagnostics.md
  std::string message;  // reason and what to do
};

// Either `failure`, or both others.
struct Outcome {
  std::string sha256;
  std::optional<Failure> failure;
  std::optional<extract::Document> document;
  std::optional<rules::Reading> reading;
};

// How to read, as the command line says it.
struct ReadingOptions {
  std::string rules;         // folder of the rule files; empty: RulesDirectory finds it
  std::string ocr = "auto";  // "auto", "always", "never"
};

class Pipeline {
 public:
  explicit Pipeline(const ReadingOptions& options);
  Outcome Read(std::string_view bytes, std::function<void(int page, int pages)> on_page = {});
  // A document as the archive keeps it: neither the file nor OCR is needed.
  Outcome ReadAgain(extract::Document stored);
  const rules::RuleSet& rules() const { return rules_; }
  // Engine and models, if they read anything in it; else empty.
  std::string ocr_version(const extract::Document& document);

 private:
  Outcome Read(std::string sha256, const std::function<extract::Document()>& get);

  rules::RuleSet rules_;
  normalize::Normalizer normalizer_;
  extract::Options options_;
  extract::TesseractEngine engine_;  // loads its models when the first page needs them
};

// A page on which something is drawn but no text is to be seen (diagnostic "no-text") has mostly not been
// read, whatever the PDF reader thinks of it: kSkipped, with the reason.  Not so a page with only a logo in a
// document of text.
void MarkUnreadPages(extract::Document* document);

// Where the rule files are: `option` if given, else AVSTAM_RULES, else where they were installed or built.
std::string RulesDirectory(const std::string& option);

// The rules: the installed ones, and on top of them those in the folder `option` (empty: none).  A folder
// that holds a whole set (vocabulary/) stands in place of the installed one.  Throws Error kRuleFile.
rules::RuleSet LoadRules(const std::string& option);
// Their hash, without what loading them costs.
std::string RulesHash(const std::string& option);

}  // namespace avstam::app

#endif  // AVSTAM_APP_PIPELINE_H_
