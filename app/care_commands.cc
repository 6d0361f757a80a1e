// Looking after an archive: is it whole, a copy of it, a document out of it, several as one.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "app/clock.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/input_files.h"
#include "base/error.h"
#include "base/sha256.h"
#include "store/archive.h"
#include "store/merge.h"

namespace avstam::app {
namespace {

struct CareOptions {
  std::string database = "avstam.db", target, document, reason;
  std::vector<std::string> sources;
  bool force = false;
};

// 4: the archive itself; 3: files on the disk are not what was read.
int Verify(const CareOptions& options) {
  store::Archive archive = store::Archive::OpenForReading(options.database);
  const std::vector<std::string> faults = archive.CheckIntegrity();
  for (const std::string& fault : faults) SayAbout(options.database, fault, "damaged");
  int64_t same = 0, changed = 0, gone = 0;
  for (const store::StoredDocument& document : archive.Documents()) {
    for (const std::string& name : document.file_names) {
      const InputBytes input = ReadInput(NamedFile(PathOfName(name)));
      if (input.problem) {
        ++gone;
      } else if (Sha256Hex(input.bytes) != document.sha256) {
        ++changed;
        SayAbout(name, "is not the file that was read; ingest it again to keep both", "changed");
      } else {
        ++same;
      }
    }
  }
  const size_t documents = archive.Documents().size();
  archive.Close();
  Print(fmt::format(
      "{} documents; structure and references {}; of the files {} as they were read, {} changed, {} "
      "not to be found\n",
      documents, faults.empty() ? "in order" : "damaged", same, changed, gone));
  if (!faults.empty()) return kExitArchive;
  return changed > 0 ? kExitIncomplete : kExitOk;
}

void RefuseExisting(const std::string& path, bool force) {
  std::error_code error;
  if (!force && std::filesystem::exists(path, error))
    throw Error(ErrorCode::kUsage,
                EscapeForTerminal(ToUtf8(path)) + ": exists; name another file, or --force");
}

int BackUp(const CareOptions& options) {
  RefuseExisting(options.target, options.force);
  store::Archive archive = store::Archive::OpenForReading(options.database);
  archive.BackUp(options.target);
  archive.Close();
  Say("copied to " + EscapeForTerminal(ToUtf8(options.target)) + " and checked");
  return kExitOk;
}

int Forget(const CareOptions& options) {
  store::Archive archive = store::Archive::OpenForWriting(options.database);
  std::string sha256 = options.document;
  const std::vector<std::string> by_name = archive.HashesOfName(options.document);
  const std::vector<store::StoredDocument> by_hash = archive.FindByPrefix(options.document);
  if (by_name.size() == 1) {
    sha256 = by_name.front();
  } else if (by_name.empty() && by_hash.size() == 1 && options.document.size() >= 4) {
    sha256 = by_hash.front().sha256;
  } else {
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: {}", EscapeForTerminal(options.document),
                            by_name.empty() && by_hash.empty()
                                ? "no such document; name its file as it was given, or its id"
                                : "several documents; name the id of one (`avstam documents` lists them)"));
  }
  archive.Forget(sha256, options.reason, TimeStamp());
  archive.Close();
  Say("forgotten: " + sha256.substr(0, 12) + "; copies of the archive and of the file are not touched");
  return kExitOk;
}

int MergeThem(const CareOptions& options) {
  std::vector<std::string> sources = options.sources;
  std::error_code error;
  if (std::filesystem::exists(options.target, error)) sources.push_back(options.target);
  const store::MergeReport report = store::Merge(sources, options.target);
  for (const std::string& conflict : report.conflicts)
    SayAbout("people decided differently", conflict, "conflict");
  Say(fmt::format(
      "{} documents in {}, {} of them in several archives; {} left out as forgotten; {} conflicts",
      report.documents, EscapeForTerminal(ToUtf8(options.target)), report.in_several, report.forgotten,
      report.conflicts.size()));
  return kExitOk;
}

}  // namespace

void AddCareCommands(CLI::App* app, int* exit_code) {
  const auto add = [&](const char* name, const char* about, int (*run)(const CareOptions&),
                       const char* footer) {
    auto options = std::make_shared<CareOptions>();
    CLI::App* command = app->add_subcommand(name, about);
    command->footer(footer);
    command->callback([options, exit_code, run] { *exit_code = run(*options); });
    return std::pair(command, options);
  };

  auto [verify, verify_options] =
      add("verify", "Is the archive whole, and are the files still those that were read?", &Verify,
          R"(Reads the whole archive and every file it was made from that is still there.

Exit codes: 0 in order; 3 a file is not the one that was read; 4 the archive is damaged or cannot be
read.)");
  AddDatabaseOption(verify, &verify_options->database);

  auto [backup, backup_options] =
      add("backup", "Copies the archive while it may be in use", &BackUp,
          R"(Copying an archive that is in use with cp can lose what was stored last; this does not.

Exit codes: 0 copied and checked; 2 OUT exists; 4 the archive cannot be read or OUT not written.)");
  backup->add_option("OUT", backup_options->target, "The copy")->required();
  AddDatabaseOption(backup, &backup_options->database);
  backup->add_flag("--force", backup_options->force, "Write over OUT");

  auto [forget, forget_options] =
      add("forget", "Removes a document and everything read from it", &Forget,
          R"(Its hash and the reason are kept, so that it is not taken in again by mistake.  The file itself,
and copies of the archive, are not touched.

Example:
  avstam forget 3f2a9c81d0e4 --reason "secret by decision of 2026-05-04"

Exit codes: 0 forgotten; 2 no such document; 4 the archive cannot be written.)");
  forget->add_option("DOCUMENT", forget_options->document, "Its id, or its file as it was given")->required();
  forget->add_option("--reason", forget_options->reason, "Why")->required();
  AddDatabaseOption(forget, &forget_options->database);

  auto [merge, merge_options] =
      add("merge", "Several archives as one", &MergeThem,
          R"(Safe to repeat, in any order: a document is there once, with its most complete reading.

Example:
  avstam merge --into all.db shard-1.db shard-2.db

Exit codes: 0 merged; 4 an archive cannot be read or written, nothing was changed.)");
  merge->add_option("ARCHIVE", merge_options->sources, "What to take in")->required();
  merge->add_option("--into", merge_options->target, "The result; what it holds is kept")->required();
}

}  // namespace avstam::app
