#include <fmt/format.h>

#include <memory>

#include "app/clock.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/input_files.h"
#include "app/pipeline.h"
#include "app/report.h"
#include "app/shortcomings_text.h"
#include "app/signals.h"
#include "base/error.h"
#include "base/sha256.h"
#include "store/archive.h"
#include "store/shortcomings.h"

namespace avstam::app {
namespace {

constexpr char kHelp[] =
    R"(Reads PDFs, and the PDFs in folders and the folders below them, into the archive.  Safe to
repeat: a document that is kept already is not read again; when only the rules have changed, its
kept words are read with them, without OCR.  Safe to interrupt: a document
is kept wholly or not at all.  The files themselves are never changed.

Examples:
  avstam ingest inbox
  avstam ingest --db 2026.db inbox brev.pdf

Exit codes: 0 all kept; 3 some file not read, or not completely (each is named, the others
are kept); 4 the archive cannot be used; 130 interrupted.)";

struct Options {
  std::vector<std::string> paths;
  std::string database = "avstam.db";
  ReadingOptions reading;
};

class Ingest {
 public:
  Ingest(const Options& options, size_t total)
      : pipeline_(options.reading),
        archive_(store::Archive::OpenForWriting(options.database)),
        database_(ToUtf8(options.database)),
        may_use_ocr_(options.reading.ocr != "never"),
        total_(total),
        progress_(total) {}

  void One(const InputFile& file) {
    progress_.Show(done_, file.name);
    if (file.problem) {
      Fail(file, "", {file.problem->code, file.problem->message});
    } else {
      InputBytes input = ReadInput(file.path);
      if (input.problem) {
        Fail(file, "", {input.problem->code, input.problem->message});
      } else {
        Bytes(file, input.bytes);
      }
    }
    ++done_;
  }

  // Of an archive that failed nothing more is to be had; what was stored before is told.
  void Close() {
    progress_.Clear();
    archive_.Close();
  }

  int Finish() const {
    Say(Summary());
    if (Interrupted()) {
      if (done_ < total_) return kExitInterrupted;
    }
    return failed_ > 0 || incomplete_ > 0 ? kExitIncomplete : kExitOk;
  }

  // The parts add up to the number of files.
  std::string Summary() const {
    std::string out = fmt::format("{} read", read_);
    if (from_words_ > 0) out += fmt::format(" ({} from the words kept, with other rules)", from_words_);
    out += fmt::format(", {} already present, {} failed", present_, failed_);
    if (done_ < total_) out += fmt::format(", {} left", total_ - done_);
    out += fmt::format(" of {} files", total_);
    if (incomplete_ > 0) out += fmt::format(" ({} incomplete)", incomplete_);
    if (read_ > 0)
      out += fmt::format("; {} of {} pages read; {}", pages_read_, page_count_, counts_.ToString());
    return fmt::format("{}; archive {}", out, EscapeForTerminal(database_));
  }

  void ClearProgress() { progress_.Clear(); }

 private:
  void Fail(const InputFile& file, const std::string& sha256, const Failure& failure) {
    progress_.Clear();
    // A name that leads nowhere is not a document: what was kept as failed under it goes.
    bool nowhere = failure.code == "not-found" || failure.code == "no-pdf";
    if (nowhere) {
      archive_.ForgetFailure(file.name);
    } else {
      archive_.StoreFailure({file.name, sha256, failure.code, failure.message, AVSTAM_VERSION, TimeStamp()});
    }
    SayAbout(file.name, failure.message, failure.code);
    ++failed_;
  }

  void Bytes(const InputFile& file, const std::string& bytes) {
    std::string sha256 = Sha256Hex(bytes);
    if (const std::optional<std::string> reason = archive_.ForgottenBecause(sha256)) {
      progress_.Clear();
      SayAbout(file.name, "was to be forgotten and is not taken in again: " + *reason, "forgotten");
      ++failed_;
      return;
    }
    std::optional<store::StoredDocument> kept = archive_.Find(sha256);
    const bool same =
        kept && kept->rules_hash == pipeline_.rules().hash() && kept->program_version == AVSTAM_VERSION;
    if (same && kept->whole && !(kept->lacks_ocr && may_use_ocr_)) {
      SayIfChanged(file, sha256);
      archive_.AddName(sha256, file.name);
      return Present(file.name, *kept);
    }
    if (kept && kept->whole && kept->words_version == AVSTAM_VERSION && !(kept->lacks_ocr && may_use_ocr_)) {
      if (WordsOnly(file, sha256)) return;
    }
    Outcome outcome = pipeline_.Read(bytes);
    if (outcome.failure) return Fail(file, sha256, *outcome.failure);
    SayIfChanged(file, sha256);
    try {
      const store::StoreResult result =
          archive_.Store({file.name, &*outcome.document, &*outcome.reading, pipeline_.rules().hash(),
                          AVSTAM_VERSION, TimeStamp(), pipeline_.ocr_version(*outcome.document)});
      // Another process was faster, or it was read again for OCR that is still not to be had.
      if (result == store::StoreResult::kPresent || result == store::StoreResult::kNewName)
        return Present(file.name, archive_.Find(sha256).value());
    } catch (const std::logic_error& error) {
      return Fail(file, sha256,
                  {"internal",
                   fmt::format("cannot be stored because of a fault in avstam ({}); please report it with "
                               "the file",
                               error.what())});
    }
    Count(file, outcome);
  }

  // Only the rules have changed: the words that are kept are read anew, without OCR.  False: that failed, and
  // the file is to be read.
  bool WordsOnly(const InputFile& file, const std::string& sha256) {
    const Outcome outcome = pipeline_.ReadAgain(archive_.LoadDocument(sha256).value());
    if (outcome.failure) return false;
    SayIfChanged(file, sha256);
    archive_.AddName(sha256, file.name);
    archive_.StoreReading({sha256, &*outcome.reading, pipeline_.rules().hash(), AVSTAM_VERSION, TimeStamp()});
    ++from_words_;
    Count(file, outcome);
    return true;
  }

  void Count(const InputFile& file, const Outcome& outcome) {
    ++read_;
    pages_read_ += store::PagesRead(*outcome.document);
    page_count_ += outcome.document->page_count;
    for (const rules::Check& check : outcome.reading->checks) counts_.Count(check.status);
    if (!store::Shortcomings(*outcome.document).empty()) {
      progress_.Clear();
      SayShortcomings(file.name, *outcome.document);
      ++incomplete_;
    }
  }

  void Present(const std::string& name, const store::StoredDocument& kept) {
    ++present_;
    if (kept.complete) return;
    progress_.Clear();
    SayAbout(name,
             fmt::format("already present, with {} of {} pages read; {}", kept.pages_read, kept.page_count,
                         kept.lacks_ocr ? "they need OCR (`avstam doctor` tells what is missing)"
                                        : "ingest a whole copy"),
             "incomplete");
    ++incomplete_;
  }

  void SayIfChanged(const InputFile& file, const std::string& sha256) {
    for (const std::string& other : archive_.HashesOfName(file.name)) {
      if (other == sha256) return;
    }
    if (archive_.HashesOfName(file.name).empty()) return;
    progress_.Clear();
    SayAbout(file.name, "the file has changed since it was read; both versions are kept", "changed");
  }

  Pipeline pipeline_;
  store::Archive archive_;
  std::string database_;
  bool may_use_ocr_;
  size_t total_, done_ = 0;
  size_t read_ = 0, from_words_ = 0, present_ = 0, failed_ = 0, incomplete_ = 0;
  int64_t pages_read_ = 0, page_count_ = 0;
  CheckCounts counts_;
  Progress progress_;
};

int Run(const Options& options) {
  std::vector<InputFile> files = FindInputFiles(options.paths);
  CatchInterrupts();
  Ingest ingest(options, files.size());
  try {
    for (const InputFile& file : files) {
      if (Interrupted()) break;
      ingest.One(file);
    }
    ingest.Close();
  } catch (const Error&) {
    // A full disk or a lock stops the batch; the message follows from main.
    ingest.ClearProgress();
    Say(ingest.Summary());
    throw;
  }
  return ingest.Finish();
}

}  // namespace

void AddIngestCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand("ingest", "Reads PDFs and folders of PDFs into the archive");
  command->add_option("PATH", options->paths, "PDFs and folders")->required();
  AddDatabaseOption(command, &options->database);
  AddReadingOptions(command, &options->reading);
  command->footer(kHelp);
  command->callback([options, exit_code] { *exit_code = Run(*options); });
}

}  // namespace avstam::app
