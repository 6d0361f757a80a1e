// The built program, run as a user would.
#ifndef AVSTAM_TESTS_APP_RUN_H_
#define AVSTAM_TESTS_APP_RUN_H_

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace avstam::app {

struct RunResult {
  int exit_code = 0;  // 128 + n: ended by signal n
  std::string out, err;
};

struct RunOptions {
  std::string folder;                  // current folder; empty: as it is
  std::vector<std::string> variables;  // "NAME=value"
  std::function<void()> before;        // in the child, before the program starts
};

RunResult Avstam(const std::vector<std::string>& arguments, const RunOptions& options = {});
// Started and left running; output is dropped.
pid_t Start(const std::vector<std::string>& arguments, const RunOptions& options = {});
// Exit code as in RunResult.
int WaitFor(pid_t process);

// For RunOptions::before: file permissions count for root, too.
void ObeyPermissions();

}  // namespace avstam::app

#endif  // AVSTAM_TESTS_APP_RUN_H_
