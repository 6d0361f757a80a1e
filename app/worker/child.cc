#include "app/worker/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace avstam::app::worker {
namespace {

constexpr int kWorkerSocket = 3;

// The child has nothing but its socket and a pipe for what libraries complain, and does not outlive `parent`.
[[noreturn]] void RunChild(const std::string& program, const std::vector<std::string>& arguments, int socket,
                           int errors, pid_t parent) {
  setpgid(0, 0);  // Ctrl-C is for the supervisor, which tells the workers
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);  // it went before it could be tied to
  const int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, STDIN_FILENO);
  dup2(nothing, STDOUT_FILENO);
  // Both may be where the other is to go.
  const int high_errors = fcntl(errors, F_DUPFD, 10), high_socket = fcntl(socket, F_DUPFD, 10);
  dup2(high_errors, STDERR_FILENO);
  dup2(high_socket, kWorkerSocket);
  close_range(kWorkerSocket + 1, ~0U, 0);
  setenv("OMP_THREAD_LIMIT", "1", 1);  // libgomp reads it when it is loaded; threads would be refused
  std::vector<char*> argv;
  argv.push_back(const_cast<char*>("avstam"));
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execv(program.c_str(), argv.data());
  _exit(127);
}

[[noreturn]] void FailToStart() {
  throw Error(ErrorCode::kSandbox, fmt::format("no worker can be started: {}", std::strerror(errno)));
}

}  // namespace

Child StartChild(const std::string& program, const std::vector<std::string>& arguments) {
  int sockets[2], pipe_ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) FailToStart();
  File ours(sockets[0]), theirs(sockets[1]);
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) FailToStart();
  File errors(pipe_ends[0]), complaints(pipe_ends[1]);
  fcntl(errors.get(), F_SETFL, O_NONBLOCK);
  const pid_t parent = getpid(), process = fork();
  if (process < 0) FailToStart();
  if (process == 0) RunChild(program, arguments, theirs.get(), complaints.get(), parent);
  return {process, std::move(ours), std::move(errors)};
}

int Reap(pid_t process) {
  kill(process, SIGKILL);  // without effect on one that has ended
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace avstam::app::worker
