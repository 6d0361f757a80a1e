// What a worker that was taken over tries once it is shut in.
#include "app/worker/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>

#include "base/error.h"

namespace avstam::app::worker {
namespace {

constexpr int kRefused = 0, kDone = 1, kNotSealed = 2;

void SealReader() {
  LimitResources({});
  SealProcess();
}

// How an attempt ends in a process that is shut in: "refused", "killed by SIGSYS", "done".
std::string Attempt(const std::function<bool()>& attempt, const std::function<void()>& seal = SealReader) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      seal();
    } catch (const Error&) {
      _exit(kNotSealed);
    }
    _exit(attempt() ? kDone : kRefused);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGSYS ? "killed by SIGSYS" : "killed otherwise";
  switch (WEXITSTATUS(status)) {
    case kRefused:
      return "refused";
    case kDone:
      return "done";
    default:
      return "not sealed";
  }
}

bool Opens(const char* path, int flags) { return open(path, flags, 0600) >= 0; }

TEST(Sandbox, WhatAReaderNeedsGoesOn) {
  if (!kCanSeal) return;
  EXPECT_EQ(Attempt([] { return Opens("/usr/share/poppler", O_RDONLY | O_DIRECTORY) || errno == ENOENT; }),
            "done");
  EXPECT_EQ(Attempt([] {
              std::string memory(size_t{64} << 20, 'x');
              return memory[1 << 20] == 'x';
            }),
            "done");
}

TEST(Sandbox, WhatItMustNotDo) {
  if (!kCanSeal) return;
  const std::string file = testing::TempDir() + "/sandbox_probe";
  EXPECT_EQ(Attempt([&] { return Opens(file.c_str(), O_WRONLY | O_CREAT); }), "refused");
  EXPECT_EQ(Attempt([&] { return Opens("/tmp", O_RDWR | O_TMPFILE); }), "refused");
  EXPECT_EQ(Attempt([] { return Opens("/dev/null", O_RDWR); }), "refused");
  EXPECT_EQ(Attempt([] { return unlink("/tmp/none") == 0 || errno == ENOENT; }), "refused");
  EXPECT_EQ(Attempt([] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }), "killed by SIGSYS");
  EXPECT_EQ(Attempt([] { return fork() >= 0; }), "killed by SIGSYS");
  EXPECT_EQ(Attempt([] { return execl("/bin/true", "true", nullptr) == 0; }), "killed by SIGSYS");
  EXPECT_EQ(Attempt([] { return kill(getppid(), SIGTERM) == 0; }), "killed by SIGSYS");
  EXPECT_EQ(Attempt([] { return ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0; }), "killed by SIGSYS");
  if (LandlockAbi() > 0) {
    EXPECT_EQ(Attempt([] { return Opens("/etc/passwd", O_RDONLY); }), "refused");
    EXPECT_EQ(Attempt([] { return Opens("/proc/self/environ", O_RDONLY); }), "refused");
  }
  EXPECT_NE(access(file.c_str(), F_OK), 0);
}

TEST(Sandbox, AServerWritesBesideItsArchiveOnlyAndStartsOnlyItself) {
  if (LandlockAbi() == 0) return;
  char folder[] = "/tmp/avstam-served-XXXXXX", other[] = "/tmp/avstam-other-XXXXXX";
  ASSERT_TRUE(mkdtemp(folder) != nullptr && mkdtemp(other) != nullptr);
  const std::string here = std::string(folder) + "/a.db-shm", there = std::string(other) + "/a.db-shm";
  const auto attempt = [&](const std::function<bool()>& what) {
    return Attempt(what, [&] { Confine(folder); });
  };
  EXPECT_EQ(attempt([&] { return Opens(here.c_str(), O_RDWR | O_CREAT) && unlink(here.c_str()) == 0; }),
            "done");
  EXPECT_EQ(attempt([] { return Opens("/etc/hostname", O_RDONLY) && Opens("/dev/null", O_RDWR); }), "done");
  EXPECT_EQ(attempt([&] { return Opens(there.c_str(), O_RDWR | O_CREAT); }), "refused");
  EXPECT_EQ(attempt([&] { return mkdir((std::string(folder) + "/sub").c_str(), 0700) == 0; }), "refused");
  const auto runs = [](const char* program) {
    const pid_t child = fork();
    if (child == 0) {
      close(STDOUT_FILENO);
      execl(program, program, "--gtest_list_tests", nullptr);
      _exit(9);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  };
  EXPECT_EQ(attempt([&] { return runs("/bin/true"); }), "refused");
  EXPECT_EQ(attempt([&] { return runs("/proc/self/exe"); }), "done");
  rmdir(folder);
  rmdir(other);
}

TEST(Sandbox, MemoryHasAnEnd) {
  if (!kCanSeal) return;
  EXPECT_EQ(Attempt([] { return malloc(size_t{8} << 30) != nullptr; }), "refused");
}

}  // namespace
}  // namespace avstam::app::worker
