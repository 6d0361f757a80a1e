#include "tests/app/run.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// After sys/prctl.h, whose types it needs.
#include <linux/capability.h>

#include <csignal>
#include <cstdlib>

namespace avstam::app {
namespace {

// In the child: does not come back.
[[noreturn]] void Become(const std::vector<std::string>& arguments, const RunOptions& options, int out,
                         int err) {
  int null = open("/dev/null", O_RDWR);
  dup2(null, STDIN_FILENO);
  dup2(out >= 0 ? out : null, STDOUT_FILENO);
  dup2(err >= 0 ? err : null, STDERR_FILENO);
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(126);
  unsetenv("AVSTAM_RULES");
  for (const std::string& variable : options.variables) {
    size_t equals = variable.find('=');
    setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
  }
  if (options.before) options.before();
  std::vector<char*> argv{const_cast<char*>(AVSTAM_BINARY)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execv(AVSTAM_BINARY, argv.data());
  _exit(127);
}

}  // namespace

RunResult Avstam(const std::vector<std::string>& arguments, const RunOptions& options) {
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) return {-1, "", "no pipe"};
  pid_t child = fork();
  if (child == 0) Become(arguments, options, out[1], err[1]);
  close(out[1]);
  close(err[1]);
  RunResult result;
  pollfd ends[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
  std::string* texts[2] = {&result.out, &result.err};
  for (int open_ends = 2; open_ends > 0;) {
    poll(ends, 2, -1);
    for (int i = 0; i < 2; ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      char buffer[65536];
      ssize_t got = read(ends[i].fd, buffer, sizeof buffer);
      if (got > 0) {
        texts[i]->append(buffer, static_cast<size_t>(got));
      } else {
        close(ends[i].fd);
        ends[i].fd = -1;
        --open_ends;
      }
    }
  }
  result.exit_code = WaitFor(child);
  return result;
}

pid_t Start(const std::vector<std::string>& arguments, const RunOptions& options) {
  pid_t child = fork();
  if (child == 0) Become(arguments, options, -1, -1);
  return child;
}

int WaitFor(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void ObeyPermissions() {
  // Taken from the bounding set, so that the program does not get them back when it starts.  Fails,
  // harmlessly, for ordinary users, who never had them.
  prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
  prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
}

}  // namespace avstam::app
