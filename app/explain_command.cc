#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/explain.h"
#include "app/file_reader.h"
#include "app/input_files.h"
#include "app/output_files.h"
#include "app/picture_reader.h"
#include "app/reading_json.h"
#include "app/worker_options.h"
#include "base/error.h"
#include "base/sha256.h"
#include "extract/skew.h"
#include "store/archive.h"

namespace avstam::app {
namespace {

constexpr char kExplainHelp[] =
    R"(An ID is what queries print: 3f2a9c81d0e4:d3 is decision 3 of a document.  With a FILE the
document is read anew and the part after the colon is enough (it is "ref" in the JSON of extract).

  pN part   dN decision   dN.I its item   aN amount   tN table   tN.R row   tN.R.C figure
  cN check  cN.K proposed correction

Examples:
  avstam explain 3f2a9c81d0e4:d3
  avstam explain t0.4.1 brev.pdf --image figure.png

Exit codes: 0 explained; 2 there is no such thing; 3 the file could not be read; 4 the archive
cannot be read.)";

struct ExplainOptions {
  std::string id, file, database = "avstam.db", image, format = "text";
  WorkerOptions workers;
};

[[noreturn]] void Refuse(const std::string& why) { throw Error(ErrorCode::kUsage, why); }

// The bytes that were read, where one of the names still leads to them.
std::string BytesOf(const std::string& sha256, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    InputBytes input = ReadInput(NamedFile(name));
    if (!input.problem && Sha256Hex(input.bytes) == sha256) return std::move(input.bytes);
  }
  Refuse("the PDF is not where it was read; name it after the ID to get a picture");
}

void Finish(const ExplainOptions& options, const ExplainSource& source, const store::Ref& ref,
            const std::function<std::string()>& bytes) {
  const nlohmann::ordered_json explanation = Explain(source, ref);
  Print(options.format == "json" ? JsonText(explanation, /*pretty=*/true) : ExplanationText(explanation));
  if (options.image.empty()) return;
  const Where where = PlaceOf(*source.reading, ref);
  if (source.document == nullptr || where.page < 1 ||
      where.page > static_cast<int>(source.document->pages.size()))
    Refuse("it stands on no page; there is no picture of it");
  constexpr double kAround_pt = 60;  // above and below: a line or three
  const extract::Page& page = source.document->pages[static_cast<size_t>(where.page - 1)];
  const Box piece{0, std::max(0.0, where.box.top - kAround_pt), page.width_pt, where.box.bottom + kAround_pt};
  WriteNamed(options.image, DrawPicture(PicturesOf(options.workers), bytes(), page,
                                        {.piece = piece, .frames = {Marking(where.box)}}));
}

int FromFile(const ExplainOptions& options, const store::Ref& ref) {
  const std::string name = ToUtf8(options.file);
  int exit_code = kExitOk;
  const std::optional<worker::Report> report = ReadFile(options.workers, options.file, &exit_code);
  if (!report) return exit_code;
  const Outcome& outcome = report->outcome;
  if (!ref.document.empty() && !outcome.sha256.starts_with(ref.document))
    Refuse(
        fmt::format("{}: is another document ({})", EscapeForTerminal(name), outcome.sha256.substr(0, 12)));
  const rules::RuleSet rules = LoadRules(options.workers.reading.rules);
  const normalize::Normalizer normalizer(rules.lexicon());
  const ExplainSource source{name,           &*outcome.document, &*outcome.reading,
                             &rules,         &normalizer,        true,
                             AVSTAM_VERSION, rules.hash(),       report->ocr_version};
  Finish(options, source, ref, [&] { return BytesOf(outcome.sha256, {options.file}); });
  return kExitOk;
}

int FromArchive(const ExplainOptions& options, const store::Ref& ref) {
  if (ref.document.empty())
    Refuse("say of which document: 3f2a9c81d0e4:" + ToString(ref) + ", or name its file");
  store::Archive archive = store::Archive::OpenForReading(options.database);
  const std::vector<store::StoredDocument> found = archive.FindByPrefix(ref.document);
  if (found.empty()) Refuse(ref.document + ": there is no such document in the archive");
  if (found.size() > 1) Refuse(ref.document + ": several documents begin so; give more of the hash");
  const store::StoredDocument& kept = found.front();
  const std::optional<rules::Reading> reading = archive.LoadReading(kept.sha256);
  std::optional<extract::Document> document = archive.LoadDocument(kept.sha256);
  if (document) extract::FindLayoutAgain(&*document);
  archive.Close();
  const rules::RuleSet rules = LoadRules(options.workers.reading.rules);
  const normalize::Normalizer normalizer(rules.lexicon());
  store::Ref whole = ref;
  whole.document = kept.sha256.substr(0, 12);
  const ExplainSource source{kept.file_names.empty() ? kept.sha256 : kept.file_names.front(),
                             document ? &*document : nullptr,
                             &*reading,
                             &rules,
                             &normalizer,
                             rules.hash() == kept.rules_hash,
                             kept.program_version,
                             kept.rules_hash,
                             kept.ocr_version};
  Finish(options, source, whole, [&] { return BytesOf(kept.sha256, kept.file_names); });
  return kExitOk;
}

int RunExplain(const ExplainOptions& options) {
  const std::optional<store::Ref> ref = store::ParseRef(options.id);
  if (!ref)
    Refuse("no id: " + EscapeForTerminal(ToUtf8(options.id)) + "; like 3f2a9c81d0e4:d3, as queries print it");
  return options.file.empty() ? FromArchive(options, *ref) : FromFile(options, *ref);
}

}  // namespace

void AddExplainCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command =
      app->add_subcommand("explain", "Why a decision, amount, figure or verdict stands as it does");
  command->add_option("ID", options->id, "What to explain")->required();
  command->add_option("FILE", options->file, "Read this PDF instead of asking the archive");
  AddDatabaseOption(command, &options->database);
  AddWorkerOptions(command, &options->workers);
  command->add_option("--image", options->image, "Write the piece of the page with its box to this PNG")
      ->type_name("FILE");
  command->add_option("--format", options->format, "Of the explanation")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->footer(kExplainHelp);
  command->callback([options, exit_code] { *exit_code = RunExplain(*options); });
}

}  // namespace avstam::app
