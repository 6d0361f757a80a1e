// One function per verb: adds it to the command line.  When it is chosen, its callback runs and leaves the
// exit code in `*exit_code`; Error goes through to main.
#ifndef AVSTAM_APP_COMMANDS_H_
#define AVSTAM_APP_COMMANDS_H_

#include <string>

#include "app/pipeline.h"

namespace CLI {
class App;
}

namespace avstam::app {

void AddExtractCommand(CLI::App* app, int* exit_code);
void AddIngestCommand(CLI::App* app, int* exit_code);
void AddFailureCommands(CLI::App* app, int* exit_code);  // failures, retry
void AddWorkerCommand(CLI::App* app, int* exit_code);    // what ingest starts; not for users
void AddCheckCommand(CLI::App* app, int* exit_code);
void AddParseCommand(CLI::App* app, int* exit_code);
void AddRulesCommand(CLI::App* app, int* exit_code);
void AddExportCommand(CLI::App* app, int* exit_code);
void AddQueryCommands(CLI::App* app, int* exit_code);  // decisions, amounts, tables, ...
void AddExplainCommand(CLI::App* app, int* exit_code);
void AddSearchCommand(CLI::App* app, int* exit_code);
void AddCareCommands(CLI::App* app, int* exit_code);    // verify, backup, forget, merge
void AddRereadCommands(CLI::App* app, int* exit_code);  // reread, diff
void AddDecideCommands(CLI::App* app, int* exit_code);  // accept, reject, waive, withdraw, reviews
void AddSqlCommand(CLI::App* app, int* exit_code);
void AddServeCommand(CLI::App* app, int* exit_code);
void AddPictureWorkerCommand(CLI::App* app, int* exit_code);  // what serve starts; not for users
void AddDoctorCommand(CLI::App* app, int* exit_code);
void AddReferenceCommand(CLI::App* app, int* exit_code);  // manual page, completions

// Options that several verbs have.
void AddRulesOption(CLI::App* command, std::string* rules);
void AddReadingOptions(CLI::App* command, ReadingOptions* options);  // --rules and --ocr
void AddDatabaseOption(CLI::App* command, std::string* database);

}  // namespace avstam::app

#endif  // AVSTAM_APP_COMMANDS_H_
