#include "app/pipeline.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <new>
#include <utility>

#include "base/sha256.h"
#include "extract/skew.h"
#include "rules/interpret.h"

namespace avstam::app {
namespace {

namespace fs = std::filesystem;

// Share of a page that pictures must cover before the page counts as a scan.
constexpr double kPictureShare = 0.5;

extract::OcrMode ModeOf(const std::string& name) {
  return name == "never"    ? extract::OcrMode::kNever
         : name == "always" ? extract::OcrMode::kAlways
                            : extract::OcrMode::kAuto;
}

Outcome Failed(std::string sha256, std::string_view code, std::string message) {
  Outcome out;
  out.sha256 = std::move(sha256);
  out.failure = Failure{std::string(code), std::move(message)};
  return out;
}

}  // namespace

Pipeline::Pipeline(const ReadingOptions& options)
    : rules_(LoadRules(options.rules)), normalizer_(rules_.lexicon()) {
  options_.ocr = ModeOf(options.ocr);
  const std::vector<std::string>& common = rules_.lexicon().common_words;
  options_.common_words.insert(common.begin(), common.end());
}

Outcome Pipeline::Read(std::string_view bytes, std::function<void(int page, int pages)> on_page) {
  options_.on_page = std::move(on_page);
  return Read(Sha256Hex(bytes), [&] {
    extract::Document document = extract::Read(bytes, options_, &engine_);
    MarkUnreadPages(&document);
    return document;
  });
}

Outcome Pipeline::ReadAgain(extract::Document stored) {
  return Read(stored.sha256, [&] {
    extract::FindLayoutAgain(&stored);
    return std::move(stored);
  });
}

Outcome Pipeline::Read(std::string sha256, const std::function<extract::Document()>& get) {
  Outcome out;
  out.sha256 = std::move(sha256);
  try {
    out.document = get();
    out.document->sha256 = out.sha256;
    out.reading = rules::Interpret(*out.document, rules_, normalizer_);
    return out;
  } catch (const Error& error) {
    return Failed(out.sha256, ErrorCodeName(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    return Failed(out.sha256, "too-large", "needs more memory than there is; split it");
  } catch (const std::exception& error) {
    return Failed(out.sha256, "internal",
                  std::string("cannot be read because of a fault in avstam (") + error.what() +
                      "); please report it with the file");
  }
}

std::string Pipeline::ocr_version(const extract::Document& document) {
  const bool used = std::any_of(document.pages.begin(), document.pages.end(),
                                [](const extract::Page& page) { return !page.regions.empty(); });
  return used ? engine_.Version() : "";
}

void MarkUnreadPages(extract::Document* document) {
  std::map<int, std::string> without_text;  // page number -> why
  for (const Diagnostic& diagnostic : document->diagnostics)
    if (diagnostic.code == "no-text") without_text[diagnostic.page] = diagnostic.message;
  // A logo is small; but where most pages are without text, their letters are drawn as shapes around it.
  bool most_pages = without_text.size() * 2 > document->pages.size();
  for (extract::Page& page : document->pages) {
    auto reason = without_text.find(page.number);
    if (reason == without_text.end()) continue;
    if (page.state != extract::PageState::kOk && page.state != extract::PageState::kWarnings) continue;
    bool logo = !page.images.empty() && extract::PicturedShare(page) < kPictureShare;
    if (logo && !most_pages) continue;
    page.state = extract::PageState::kSkipped;
    page.messages.insert(page.messages.begin(), "no-text: " + reason->second);
  }
}

std::string RulesDirectory(const std::string& option) {
  if (!option.empty()) return option;
  if (const char* variable = std::getenv("AVSTAM_RULES"); variable != nullptr && *variable != '\0')
    return variable;
  std::error_code error;
  fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path();
  // Installed, then the source tree it was built from, then a build folder inside a moved source tree.
  for (const fs::path& place :
       {beside / "../share/avstam/rules", fs::path(AVSTAM_RULES_SOURCE), beside / "../../rules"})
    if (fs::is_directory(place, error)) return place.lexically_normal().string();
  throw Error(ErrorCode::kRuleFile,
              "the rule files are not where they were installed; name their folder with --rules");
}

namespace {

// Folder of the whole set, and the one on top of it (empty: none).
std::pair<std::string, std::string> RuleFolders(const std::string& option) {
  std::error_code error;
  if (option.empty() || fs::is_directory(fs::path(option) / "vocabulary", error))
    return {RulesDirectory(option), ""};
  return {RulesDirectory(""), option};
}

}  // namespace

rules::RuleSet LoadRules(const std::string& option) {
  const auto [directory, own] = RuleFolders(option);
  return rules::RuleSet::Load(directory, own);
}

std::string RulesHash(const std::string& option) {
  const auto [directory, own] = RuleFolders(option);
  return rules::RuleSet::HashOf(directory, own);
}

}  // namespace avstam::app
